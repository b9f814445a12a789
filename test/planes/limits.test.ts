import assert from "node:assert/strict";

import { DOCUMENT_LIMITS } from "../support/document-limits";
import { landed } from "../support/landed";
import { LARGEST, LARGEST_IN_ONE_ACCOUNT, LARGEST_STACK } from "../support/largest";
import type { MockedCloud, RecordedResource } from "../support/mocks";
import { NAME_LIMITS } from "../support/name-limits";
import { resourcesOf } from "../support/planes";
import { AWS } from "../support/types";

/** Input that holds other text whose length AWS limits, and most characters. */
const TEXT_LIMITS: Readonly<Record<string, readonly [key: string, max: number]>> = {
  [AWS.ecr.LifecyclePolicy]: ["policy", 30_720],
  [AWS.iam.Role]: ["description", 1000],
  [AWS.kms.Key]: ["description", 8192],
  [AWS.s3.BucketObjectv2]: ["key", 1024],
  [AWS.sagemaker.FeatureGroup]: ["description", 128],
  [AWS.sagemaker.ModelPackageGroup]: ["modelPackageGroupDescription", 1024],
  [AWS.sagemaker.StudioLifecycleConfig]: ["studioLifecycleConfigContent", 16_384],
};

/** Inputs that name something that exists already, or is not named by us. */
const NAMES_OF_OTHERS = new Set<string>([
  AWS.cloudwatch.LogDestinationPolicy,
  AWS.ec2.VpcEndpoint,
  AWS.lambda.EventSourceMapping,
  AWS.lambda.FunctionEventInvokeConfig,
  AWS.lambda.Invocation,
  AWS.sagemaker.ModelPackageGroupPolicy,
]);

/** Kinds of names that may repeat in an account: they count within a role, and within a log group. */
const NOT_OF_THE_ACCOUNT = new Set<string>([AWS.cloudwatch.LogSubscriptionFilter, AWS.iam.RolePolicy]);

describe("limits of AWS, for the longest names and 50 models, with every part", () => {
  let clouds: readonly MockedCloud[];

  before(async () => {
    const one = await landed(LARGEST_IN_ONE_ACCOUNT, LARGEST_STACK);
    const four = await landed(LARGEST, LARGEST_STACK);
    clouds = [four.cloud, one.cloud];
  });

  const ofAws = (): RecordedResource[] =>
    clouds.flatMap((cloud) => resourcesOf(cloud).filter(({ type }) => type.startsWith("aws:")));
  const ofType = (type: string): RecordedResource[] => clouds.flatMap((cloud) => cloud.byType(type));

  for (const [type, [key, max, form]] of Object.entries(NAME_LIMITS)) {
    it(`take the name of every ${type}`, () => {
      const names = ofType(type).map(({ inputs }) => String(inputs[key]));
      assert.ok(names.length > 0, "there is none: the test looks at nothing");
      for (const name of names) {
        assert.ok(name.length <= max, `${name} has ${name.length} characters, allowed are ${max}`);
        assert.match(name, form);
      }
    });
  }

  for (const [type, [key, max]] of [...Object.entries(DOCUMENT_LIMITS), ...Object.entries(TEXT_LIMITS)]) {
    it(`take the ${key} of every ${type}`, () => {
      const texts = ofType(type).map(({ name, inputs }) => ({ name, text: String(inputs[key]) }));
      assert.ok(texts.length > 0, "there is none: the test looks at nothing");
      for (const { name, text } of texts) {
        assert.ok(text.length <= max, `${key} of ${name} has ${text.length} characters, allowed are ${max}`);
      }
    });
  }

  it("are known for every resource that the program names, or gives a document", () => {
    const unknown = ofAws().filter(
      (resource) =>
        (isNamed(resource) && !NAME_LIMITS[resource.type]) ||
        (hasDocument(resource) && !DOCUMENT_LIMITS[resource.type]),
    );
    assert.deepEqual([...new Set(unknown.map(({ type }) => type))], []);
  });

  it("keep names of one kind apart in each account", () => {
    for (const cloud of clouds) {
      for (const [type, [key]] of Object.entries(NAME_LIMITS)) {
        const names = cloud
          .byType(type)
          .map(({ place, inputs }) => `${place?.account} ${String(inputs[key])}`);
        const again = names.filter((name, index) => names.indexOf(name) !== index);
        assert.deepEqual(NOT_OF_THE_ACCOUNT.has(type) ? [] : again, [], type);
      }
    }
  });

  it("take the environment of every function: 4,096 bytes", () => {
    const functions = ofType(AWS.lambda.Function);
    assert.ok(functions.length > 0, "there is none: the test looks at nothing");
    for (const { name, inputs } of functions) {
      const { variables = {} } = (inputs.environment ?? {}) as { variables?: Record<string, string> };
      const bytes = Buffer.byteLength(Object.entries(variables).flat().join(""));
      assert.ok(bytes <= 4096, `${name} has ${bytes} bytes`);
    }
  });

  it("take 100 filters of a replication, and 2 subscriptions of a log group", () => {
    const [replication, ...others] = ofType(AWS.ecr.ReplicationConfiguration);
    const { rules } = replication?.inputs.replicationConfiguration as {
      rules: { repositoryFilters: unknown[] }[];
    };
    assert.deepEqual([rules.map(({ repositoryFilters }) => repositoryFilters.length), others], [[50], []]);
    const subscribed = ofType(AWS.cloudwatch.LogSubscriptionFilter).map(
      ({ place, inputs }) => `${place?.account} ${String(inputs.logGroup)}`,
    );
    assert.equal(new Set(subscribed).size, subscribed.length);
  });
});

function isNamed({ type, inputs }: RecordedResource): boolean {
  const keys = Object.keys(inputs).filter((key) => key === "name" || key.endsWith("Name"));
  return keys.length > 0 && !NAMES_OF_OTHERS.has(type);
}

function hasDocument({ inputs }: RecordedResource): boolean {
  return Object.values(inputs).some((value) => typeof value === "string" && value.includes('"Statement"'));
}
