import assert from "node:assert/strict";

import {
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  ListModelPackagesCommand,
} from "@aws-sdk/client-sagemaker";

import type { JsonObject } from "../../../../simulator/aws/sagemaker/json";
import type { Started } from "./sample";
import { ACCOUNT, GROUP, REGION, start } from "./sample";

const ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package/${GROUP}`;
const BODY: JsonObject = {
  ModelPackageGroupName: GROUP,
  InferenceSpecification: { Containers: [{ Image: "image", ModelDataUrl: "s3://artifacts/model.tar.gz" }] },
  CustomerMetadataProperties: { gitCommit: "4f2c" },
};

describe("the model registry of the stand-in", () => {
  let started: Started;
  before(async () => {
    started = await start();
    for (let count = 0; count < 3; count += 1) started.aws.registry.register(BODY);
    started.aws.registry.update(`${ARN}/2`, {
      ModelApprovalStatus: "Approved",
      ModelLifeCycle: { Stage: "Production", StageStatus: "Serving" },
    });
  });
  after(async () => {
    started.client.destroy();
    await started.aws.close();
  });
  const list = (input: object) =>
    started.client.send(new ListModelPackagesCommand({ ModelPackageGroupName: GROUP, ...input }));

  it("describes a group", async () => {
    const { $metadata, ...group } = await started.client.send(
      new DescribeModelPackageGroupCommand({ ModelPackageGroupName: GROUP }),
    );
    assert.equal($metadata.httpStatusCode, 200);
    assert.deepEqual(group, {
      ModelPackageGroupName: GROUP,
      ModelPackageGroupArn: ARN.replace("model-package/", "model-package-group/"),
      CreationTime: new Date("2026-01-15T09:30:01Z"),
      CreatedBy: {},
      ModelPackageGroupStatus: "Completed",
    });
  });

  it("lists versions by status and order, in pages", async () => {
    const numbers = async (input: object): Promise<unknown[]> =>
      (await list(input)).ModelPackageSummaryList?.map(({ ModelPackageVersion }) => ModelPackageVersion) ??
      [];
    assert.deepEqual(await numbers({}), [1, 2, 3]);
    assert.deepEqual(await numbers({ SortOrder: "Descending" }), [3, 2, 1]);
    assert.deepEqual(await numbers({ ModelApprovalStatus: "Approved" }), [2]);
    assert.deepEqual(await numbers({ ModelApprovalStatus: "PendingManualApproval" }), [1, 3]);
    assert.equal((await list({ MaxResults: 3 })).NextToken, undefined);
    const { NextToken } = await list({ MaxResults: 2 });
    assert.deepEqual(await numbers({ MaxResults: 2, NextToken }), [3]);
  });

  it("describes a version with all that it was registered with, and its life cycle", async () => {
    const { $metadata, ...version } = await started.client.send(
      new DescribeModelPackageCommand({ ModelPackageName: `${ARN}/2` }),
    );
    assert.equal($metadata.httpStatusCode, 200);
    assert.deepEqual(version, {
      ModelPackageGroupName: GROUP,
      ModelPackageVersion: 2,
      ModelPackageArn: `${ARN}/2`,
      CreationTime: new Date("2026-01-15T09:30:03Z"),
      LastModifiedTime: new Date("2026-01-15T09:30:05Z"),
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "Approved",
      InferenceSpecification: BODY.InferenceSpecification,
      CustomerMetadataProperties: { gitCommit: "4f2c" },
      ModelLifeCycle: { Stage: "Production", StageStatus: "Serving" },
    });
  });

  it("answers for what does not exist as SageMaker does", async () => {
    await assert.rejects(
      started.client.send(new DescribeModelPackageCommand({ ModelPackageName: `${ARN}/9` })),
      { name: "ValidationException", message: `ModelPackage ${ARN}/9 does not exist.` },
    );
    const missing = `ModelPackageGroup ${ARN.replace(`model-package/${GROUP}`, "model-package-group/none")} does not exist.`;
    await assert.rejects(list({ ModelPackageGroupName: "none" }), {
      name: "ValidationException",
      message: missing,
    });
    await assert.rejects(
      started.client.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName: "none" })),
      { name: "ValidationException", message: missing },
    );
  });

  for (const [what, change, problem] of [
    ["tags", { Tags: [{ Key: "Team", Value: "credit" }] }, /^Tags: tags are not allowed/],
    ["no container", { InferenceSpecification: { Containers: [] } }, /^InferenceSpecification\.Containers: /],
    [
      "a number in its metadata",
      { CustomerMetadataProperties: { rows: 5 } },
      /^CustomerMetadataProperties\.rows: /,
    ],
    [
      "a character that metadata do not take",
      { CustomerMetadataProperties: { by: "O'Brien" } },
      /^CustomerMetadataProperties\.by: /,
    ],
    [
      "a text that is too long for metadata",
      { CustomerMetadataProperties: { by: "x".repeat(257) } },
      /^CustomerMetadataProperties\.by: /,
    ],
    [
      "too many metadata",
      {
        CustomerMetadataProperties: Object.fromEntries(
          Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"]),
        ),
      },
      /^CustomerMetadataProperties: takes 50 entries/,
    ],
    [
      "a model card that is no JSON",
      { ModelCard: { ModelCardContent: "{", ModelCardStatus: "Draft" } },
      /^ModelCard\.ModelCardContent: must be JSON/,
    ],
    [
      "metrics without an address",
      { ModelMetrics: { ModelQuality: { Statistics: {} } } },
      /^ModelMetrics\.ModelQuality\.Statistics\./,
    ],
    ["an unknown group", { ModelPackageGroupName: "none" }, /does not exist\.$/],
  ] as const) {
    it(`refuses a version with ${what}`, () => {
      assert.throws(
        () => started.aws.registry.register({ ...BODY, ...(change as JsonObject) }),
        ({ message }: Error) => problem.test(message),
      );
    });
  }
});
