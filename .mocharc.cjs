"use strict";

const { readdirSync } = require("node:fs");
const { availableParallelism } = require("node:os");

/** Files that take longest begin first, so that none of them is left alone at the end. */
const LONGEST = [
  "test/program/parts.test.ts",
  "test/program/guardrails.test.ts",
  "test/repositories/model-deploy/program-engine.test.ts",
  "test/repositories/model-deploy/tools-up.test.ts",
  "test/repositories/model-build/seeding.test.ts",
  "test/program/deployments.test.ts",
];
const files = readdirSync("test", { recursive: true })
  .map((file) => `test/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".test.ts"))
  .sort();

/** Files run side by side, each in one of as many processes as there are processors. */
module.exports = {
  "node-option": ["import=tsx"],
  extension: ["ts"],
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
  spec: [...new Set([...LONGEST, ...files])],
  timeout: 300_000,
  "forbid-only": true,
  exit: true,
};
