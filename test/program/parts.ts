import assert from "node:assert/strict";

type Config = Readonly<Record<string, string>>;

/** A part that prod has and that a team can leave out. */
interface Part {
  readonly leaveOut: (config: Config) => Config;
  /** What goes with it, and nothing else, by logical name: components with all that is in them, or single resources. */
  readonly goes: readonly string[];
}

const omit = <T>(key: string, from: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([other]) => other !== key));

const without =
  (key: string) =>
  (config: Config): Config =>
    omit(`mlops:${key}`, config);

const withoutSource =
  (source: string) =>
  (config: Config): Config => {
    const sources = JSON.parse(config["mlops:dataSources"] ?? "{}") as Record<string, unknown>;
    return { ...config, "mlops:dataSources": JSON.stringify(omit(source, sources)) };
  };

const withoutMonitoring = (config: Config): Config => {
  const models = JSON.parse(config["mlops:models"] ?? "{}") as Record<
    string,
    { readonly description: string }
  >;
  const unwatched = Object.entries(models).map(
    ([model, { description }]) => [model, { description }] as const,
  );
  return { ...config, "mlops:models": JSON.stringify(Object.fromEntries(unwatched)) };
};

interface Model {
  readonly monitoring?: Readonly<Record<string, unknown>>;
}

const withoutRetraining = (config: Config): Config => {
  const models = JSON.parse(config["mlops:models"] ?? "{}") as Record<string, Model>;
  const decided = Object.entries(models).map(([name, { monitoring, ...model }]) => [
    name,
    { ...model, ...(monitoring ? { monitoring: omit("retraining", monitoring) } : {}) },
  ]);
  return { ...config, "mlops:models": JSON.stringify(Object.fromEntries(decided)) };
};

const RETRAINING = ["retraining", "delivery-deploy-trigger-churn-permissions"];

/** What lets notebooks pull approved images. Without replication endpoints pull them from the same place, so it stays. */
const NOTEBOOKS_PULL = "automation-environments-training-policy";

const PARTS: Readonly<Record<string, Part>> = {
  Studio: {
    leaveOut: without("studio"),
    goes: ["development-studio", NOTEBOOKS_PULL],
  },
  Snowflake: { leaveOut: withoutSource("snowflake"), goes: ["development-sources-snowflake"] },
  "Azure Data Lake Storage": {
    leaveOut: withoutSource("azureDataLake"),
    goes: ["development-sources-azure-data-lake"],
  },
  "Feature Store": { leaveOut: without("featureGroups"), goes: ["automation-features"] },
  images: {
    leaveOut: without("images"),
    goes: [
      "automation-environments",
      "automation-image-build",
      "delivery-environments",
      "delivery-environments-access",
      "delivery-environments-main",
      "delivery-image-build-connection",
      "delivery-image-build-pipeline",
      "delivery-image-build-pipeline-access",
      "delivery-approved-images-environment",
    ],
  },
  replication: {
    leaveOut: without("imageReplication"),
    goes: ["automation-replication", "staging-replicas", "production-replicas"],
  },
  MLflow: {
    leaveOut: without("mlflow"),
    goes: [
      "automation-mlflow",
      "automation-network-endpoints-experiments",
      "development-network-endpoints-experiments",
    ],
  },
  OpenSearch: {
    leaveOut: without("openSearch"),
    goes: [
      "automation-insight",
      "development-insight-processing",
      "development-insight-training",
      "development-insight-transform",
      "staging-batch-job-logs-search",
      "production-batch-job-logs-search",
    ],
  },
  dashboards: {
    leaveOut: (config) => ({ ...config, "mlops:dashboards": "false" }),
    goes: ["automation-dashboards"],
  },
  "idle endpoints": {
    leaveOut: without("idleEndpoints"),
    goes: [
      "staging-idle-endpoints",
      "delivery-model-deploy-removal-pipeline",
      "delivery-model-deploy-removal-pipeline-access",
    ],
  },
  monitoring: {
    leaveOut: withoutMonitoring,
    goes: [
      "automation-monitoring",
      ...["churn", "payments"].flatMap((model) => [
        `automation-monitoring-${model}`,
        `automation-monitoring-${model}-role`,
      ]),
      "development-ground-truth-churn",
      "production-asynchronous-capture",
      ...RETRAINING,
    ],
  },
  retraining: { leaveOut: withoutRetraining, goes: RETRAINING },
  "inference API": {
    leaveOut: without("inferenceApi"),
    goes: ["staging", "production"].flatMap((stage) =>
      ["api-gateway", "inference-api", "process-inference", "submit-inference"].map(
        (part) => `${stage}-${part}`,
      ),
    ),
  },
};

/** The names of all parts. */
export const NAMES = Object.keys(PARTS);

const RUNS = [0, 1, 2, 3, 4, 5];

/**
 * Parts that are left out together, six times. Each part is gone in four of the six, no two in the same four: so of any
 * two, each is gone without the other and both are gone together; that both are there is the complete program.
 */
export const SELECTIONS: readonly (readonly string[])[] = RUNS.map((time) =>
  NAMES.filter((_, index) => fourOfSix(index).includes(time)),
);

/** The fifteen ways to choose four of six: all but two. */
function fourOfSix(way: number): readonly number[] {
  const ways = RUNS.flatMap((first) =>
    RUNS.filter((second) => second > first).map((second) =>
      RUNS.filter((time) => time !== first && time !== second),
    ),
  );
  return ways[way] ?? assert.fail("six runs tell fifteen parts apart: more parts take another run");
}

/** Settings without these parts. */
export const leftOut =
  (names: readonly string[]) =>
  (config: Config): Config =>
    names.reduce((rest, name) => part(name).leaveOut(rest), config);

/** What two parts need: it goes when both are gone. */
const SHARED = [
  {
    by: ["dashboards", "monitoring"],
    goes: [
      "automation-metrics",
      ...["development", "staging", "production"].map((plane) => `${plane}-metrics-link`),
    ],
  },
];

/** What goes with these parts, by logical name. */
export const goesWith = (names: readonly string[]): string[] => [
  ...names
    .flatMap((name) => part(name).goes)
    .filter((gone) => gone !== NOTEBOOKS_PULL || !names.includes("replication")),
  ...SHARED.filter(({ by }) => by.every((name) => names.includes(name))).flatMap(({ goes }) => goes),
];

function part(name: string): Part {
  return PARTS[name] ?? assert.fail(`there is no part ${name}`);
}

export interface Registered {
  readonly urn: string;
  readonly name: string;
  readonly parent?: string | null | undefined;
}

/** Sorted. */
export function urnsOf(resources: readonly Registered[]): string[] {
  return resources.map(({ urn }) => urn).sort();
}

/** URNs of all but what has these names and what lies below it. */
export function urnsWithout(resources: readonly Registered[], names: readonly string[]): string[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const isBelow = (resource: Registered | undefined): boolean =>
    resource !== undefined && (names.includes(resource.name) || isBelow(byUrn.get(resource.parent ?? "")));
  return urnsOf(resources.filter((resource) => !isBelow(resource)));
}
