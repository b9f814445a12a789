import assert from "node:assert/strict";
import { join } from "node:path";

import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import type { Analyzer } from "../../simulator/rehearsal/analyzer";
import type { RecordedResource } from "../../simulator/rehearsal/resource";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import { rehearsed, rehearseChanged, ROOT } from "../support/rehearsed";

type Config = Readonly<Record<string, string>>;

/** A part that prod has and that a team can leave out. */
interface Part {
  readonly leaveOut: (config: Config) => Config;
  /** Components whose resources go with it, and no others, by logical name. */
  readonly goes: readonly string[];
}

const without =
  (key: string) =>
  ({ [`mlops:${key}`]: _, ...rest }: Config): Config =>
    rest;

const withoutSource =
  (source: string) =>
  ({ "mlops:dataSources": sources = "{}", ...rest }: Config): Config => {
    const { [source]: _, ...left } = JSON.parse(sources) as Record<string, unknown>;
    return { ...rest, "mlops:dataSources": JSON.stringify(left) };
  };

const PARTS: Readonly<Record<string, Part>> = {
  Studio: { leaveOut: without("studio"), goes: ["development-studio"] },
  Snowflake: { leaveOut: withoutSource("snowflake"), goes: ["development-sources-snowflake"] },
  "Azure Data Lake Storage": {
    leaveOut: withoutSource("azureDataLake"),
    goes: ["development-sources-azure-data-lake"],
  },
  "Feature Store": { leaveOut: without("featureGroups"), goes: ["automation-features"] },
  environments: {
    leaveOut: without("environments"),
    goes: [
      "automation-environments",
      "automation-image-build",
      "delivery-environments",
      "delivery-environments-main",
      "delivery-image-build-connection",
      "delivery-image-build-pipeline",
      "delivery-approved-images-environment",
    ],
  },
  replication: {
    leaveOut: without("imageReplication"),
    goes: ["automation-replication", "staging-replicas", "production-replicas"],
  },
  MLflow: { leaveOut: without("mlflow"), goes: ["automation-mlflow"] },
  OpenSearch: {
    leaveOut: without("openSearch"),
    goes: [
      "automation-insight",
      "development-insight-processing",
      "development-insight-training",
      "development-insight-transform",
    ],
  },
};

/** Each part alone, and each pair. */
const COMBINATIONS = Object.keys(PARTS).flatMap((first, index, all) => [
  [first],
  ...all.slice(index + 1).map((second) => [first, second]),
]);

describe("parts that a team can leave out", () => {
  let analyzer: Analyzer;

  before(() => {
    analyzer = startAnalyzer(join(ROOT, "policy"));
  });
  after(() => {
    analyzer.stop();
  });

  for (const left of COMBINATIONS) {
    it(`${left.join(" and ")}: exactly its resources are gone, and the rest passes the guardrails`, async () => {
      const complete = await rehearsed("prod");
      const changed = await rehearseChanged("prod", (config) =>
        left.reduce((rest, part) => (PARTS[part] as Part).leaveOut(rest), config),
      );
      const goes = left.flatMap((part) => (PARTS[part] as Part).goes);
      assert.deepEqual(
        urnsOf(changed),
        urnsOf(complete, (resource) => !isBelow(complete, resource, goes)),
      );
      const { violations, undecided } = await analyzer.analyze(changed.resources, {
        project: changed.project,
        settings: changed.settings,
      });
      assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
    });
  }

  it("names only components that prod has", async () => {
    const { resources } = await rehearsed("prod");
    const names = new Set(resources.filter(({ custom }) => !custom).map(({ name }) => name));
    const unknown = Object.values(PARTS).flatMap(({ goes }) => goes.filter((name) => !names.has(name)));
    assert.deepEqual(unknown, []);
  });
});

function urnsOf(
  { resources }: Rehearsal,
  keep: (resource: RecordedResource) => boolean = () => true,
): string[] {
  return resources
    .filter(keep)
    .map(({ urn }) => urn)
    .sort();
}

/** Whether a resource is one of these components or lies below one. */
function isBelow(rehearsal: Rehearsal, resource: RecordedResource, names: readonly string[]): boolean {
  if (!resource.custom && names.includes(resource.name)) {
    return true;
  }
  const parent = rehearsal.resources.find(({ urn }) => urn === resource.parent);
  return parent !== undefined && isBelow(rehearsal, parent, names);
}
