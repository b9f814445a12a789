import assert from "node:assert/strict";

import type { Rehearsal } from "../../simulator/rehearsal/run";
import { filesOfSeed } from "../../simulator/azure-devops/seeded-files";
import { followBuild } from "../../simulator/stories/model-build/follow-build";
import { settingsFrom } from "../../settings/load";
import { SettingsError } from "../../settings/problems";
import { partitionOf } from "../../settings/regions";
import type { StackSettings } from "../../settings/stack-file";
import { AWS } from "../support/types";
import { ofType, readSample, rehearsedSettings } from "../support/rehearsed";

/** The sample with every part, moved to another Region, without the keys that the page says are refused there. */
function moved(
  region: string,
  without: readonly string[] = [],
  more: Record<string, string> = {},
): StackSettings {
  const sample = readSample("full");
  const place = (text: string): string =>
    text.replaceAll("eu-west-1", region).replaceAll("arn:aws:", `arn:${partitionOf(region)}:`);
  const kept = Object.entries(sample.config).filter(([key]) => !without.includes(key));
  const config = Object.fromEntries(
    kept.map(([key, value]) => [key, withoutChat(key, place(value), without)]),
  );
  return { ...sample, config: { ...config, ...more } };
}

function withoutChat(key: string, value: string, without: readonly string[]): string {
  if (key !== "mlops:notifications" || !without.includes("mlops:notifications.slack")) {
    return value;
  }
  return JSON.stringify({ ...(JSON.parse(value) as Record<string, unknown>), slack: undefined });
}

const REFUSED_OUTSIDE = ["mlops:notifications.slack", "mlops:mlflow"];

/** How the same stack file ends, by Region: docs/regions.md says the same. */
const ENDS: readonly (readonly [
  region: string,
  refused: readonly string[],
  more?: Record<string, string>,
])[] = [
  ["eu-west-1", []],
  ["me-central-1", ["mlops:regionOptIn"], { "mlops:regionOptIn": "done" }],
  ["us-gov-west-1", REFUSED_OUTSIDE],
  ["us-gov-east-1", REFUSED_OUTSIDE],
  ["cn-north-1", REFUSED_OUTSIDE],
];

function refusedKeys(settings: StackSettings): string[] {
  try {
    settingsFrom(settings);
    return [];
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.problems.map(({ key }) => key);
  }
}

const texts = ({ graph }: Rehearsal): string => JSON.stringify(graph.resources);

for (const [region, refused, more = {}] of ENDS) {
  describe(`the stack file of every part in ${region}`, () => {
    const partition = partitionOf(region);
    let rehearsal: Rehearsal;

    it(`is ${refused.length === 0 ? "accepted as it is" : `refused because of ${refused.join(" and ")}`}`, () => {
      assert.deepEqual(refusedKeys(moved(region)).sort(), [...refused].sort());
    });

    before(async () => {
      rehearsal = await rehearsedSettings(moved(region, refused, more));
    });

    it("makes all four planes with the names of its partition", () => {
      const found = texts(rehearsal).match(/arn:aws[a-z-]*:/g) ?? [];
      assert.deepEqual([...new Set(found)], [`arn:${partition}:`]);
      assert.equal(ofType(rehearsal.graph, AWS.ec2.Vpc).length, 4);
    });

    it("addresses hosts of its Region by the ending of its partition", () => {
      const ending = partition === "aws-cn" ? ".amazonaws.com.cn" : ".amazonaws.com";
      const hosts = new Set(texts(rehearsal).match(/[\w.*-]*\.amazonaws\.com(\.cn)?/g));
      const wrong = [...hosts].filter((host) => host.includes(`.${region}.`) && !host.endsWith(ending));
      assert.deepEqual(wrong, []);
      assert.ok([...hosts].some((host) => host.endsWith(`.dkr.ecr.${region}${ending}`)));
    });

    it("logs, traces and encrypts as the partition offers it", () => {
      const functions = ofType(rehearsal.graph, AWS.lambda.Function).map(({ inputs }) => inputs);
      const formats = functions.map(
        ({ loggingConfig }) => (loggingConfig as { logFormat: string }).logFormat,
      );
      const policies = ofType(rehearsal.graph, AWS.apigateway.RestApi).map(
        ({ inputs }) => inputs.securityPolicy,
      );
      const gov = partition === "aws-us-gov";
      assert.deepEqual([...new Set(formats)], [gov ? "Text" : "JSON"]);
      assert.deepEqual([...new Set(policies)], [gov ? "TLS_1_2" : "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"]);
      const traced = functions.filter(({ tracingConfig }) => tracingConfig !== undefined);
      assert.equal(traced.length, partition === "aws-cn" ? 0 : 2);
    });

    it("pushes images to the registry of its partition, from the seeded pipeline", () => {
      const seed = ofType(rehearsal.graph, "azure-repos:index:RepositorySeed").find(
        ({ inputs }) => inputs.template === "environments",
      );
      assert.ok(seed);
      const files = filesOfSeed(seed);
      const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
      const host = `registry="200000000002.dkr.ecr.${region}.${suffix}"`;
      assert.ok(files["azure-pipelines.yml"]?.includes(host));
    });

    it("registers a first version with the seeded configuration", async () => {
      const story = await followBuild(rehearsal);
      assert.equal(story?.registered.version, 1);
    });
  });
}

describe("the stack file of every part in cn-northwest-1", () => {
  it("is refused, as is that of an organization outside of the commercial partition", () => {
    assert.deepEqual(
      refusedKeys(moved("cn-northwest-1")).sort(),
      [...REFUSED_OUTSIDE, "mlops:region"].sort(),
    );
    for (const region of ["cn-north-1", "us-gov-west-1"]) {
      const sample = readSample("organization");
      const config = Object.fromEntries(
        Object.entries(sample.config).map(([key, value]) => [key, value.replaceAll("eu-west-1", region)]),
      );
      assert.deepEqual(refusedKeys({ ...sample, config }), ["mlops:region"]);
    }
  });
});
