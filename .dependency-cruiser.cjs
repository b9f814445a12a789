"use strict";

const EVERYTHING_BELOW = [
  ...["planes", "access", "components", "assets", "settings"],
  ...["plugins", "operations", "functions", "policy", "repositories"],
];

/** Which rooms a room may import besides itself: arrows point from the stacks down to the settings. */
const MAY_IMPORT = {
  settings: [],
  assets: ["settings"],
  components: ["assets", "settings"],
  access: ["components", "settings"],
  planes: ["access", "components", "assets", "settings"],
  stacks: ["planes", "access", "components", "assets", "settings"],
  plugins: ["assets", "settings"],
  operations: ["plugins", "functions", "access", "components", "assets", "settings"],
  functions: [],
  policy: [],
  // A fault is played in the program itself.
  simulator: [...EVERYTHING_BELOW, "index.ts"],
  permissions: [...EVERYTHING_BELOW, "simulator"],
  repositories: [],
};

/** The fields of both contracts: the components that write them and the repositories that read them have one list. */
const CONTRACT_SCHEMAS = "^repositories/(model-build/pipeline|model-deploy/program)/contract-schema\\.ts$";

/** Kinds of problems and their metrics: the functions that tell people of a version have the same list. */
const METRICS = "^repositories/shared/metrics\\.ts$";

const ROOMS = [...Object.keys(MAY_IMPORT), "benchmarks", "scripts", "test", "index.ts"];

const downwards = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `${room}-imports-downwards`,
  comment: `${room}/ may import ${others.length === 0 ? "no other room" : others.map((other) => `${other}/`).join(", ")}`,
  severity: "error",
  from: { path: `^${room}/` },
  to: {
    path: `^(${ROOMS.filter((other) => other !== room && !others.includes(other)).join("|")})(/|$)`,
    ...(room === "components" ? { pathNot: CONTRACT_SCHEMAS } : {}),
    ...(room === "functions" ? { pathNot: METRICS } : {}),
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "files that import each other cannot be read, tested or moved one by one",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...downwards,
    {
      name: "contract-schemas-are-zod",
      comment:
        "every start of the program loads them: they import zod, and the fields that both have; packages are a test's part",
      severity: "error",
      from: { path: `${CONTRACT_SCHEMAS}|^repositories/shared/contract-fields\\.ts$` },
      to: { pathNot: "^repositories/shared/contract-fields\\.ts$" },
    },
    {
      name: "components-do-not-know-settings",
      comment: "arguments say what a component does, in the words of its service: no settings' schema",
      severity: "error",
      from: { path: "^(components|access)/" },
      to: { path: "^settings/(schema|checks)" },
    },
    {
      name: "policy-without-providers",
      comment: "the pack holds no provider SDK: it would load for a second in every preview",
      severity: "error",
      from: { path: "^policy/" },
      to: { path: "@pulumi/(aws|awsx|azuredevops)|^sdks/" },
    },
    {
      name: "agpl-in-permissions-only",
      comment: "@cloud-copilot is under the AGPL: only permissions/ and tests may use it",
      severity: "error",
      from: { pathNot: "^(permissions|test)/" },
      to: { path: "@cloud-copilot/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^sdks/" },
    exclude: { path: "(^|/)node_modules/(?!@cloud-copilot|@pulumi)|^policy/bin/|^test/fixtures/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { conditionNames: ["types", "require", "node", "default"] },
  },
};
