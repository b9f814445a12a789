import assert from "node:assert/strict";

import {
  AddTagsCommand,
  CreatePipelineCommand,
  DescribePipelineCommand,
  ListTagsCommand,
  ResourceNotFound,
  UpdatePipelineCommand,
} from "@aws-sdk/client-sagemaker";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

import type { Started } from "./sample";
import { CREDENTIALS, DEFINITION, definitionWith, PIPELINE_ARN, REGION, ROLE, start } from "./sample";

const TEXT = JSON.stringify(DEFINITION);
const OTHER = JSON.stringify(definitionWith((definition) => (definition.Metadata = { other: true })));

describe("a SageMaker pipeline of the stand-in", () => {
  let started: Started;
  before(async () => {
    started = await start();
  });
  after(async () => {
    started.client.destroy();
    await started.aws.close();
  });
  const create = (change: object = {}) =>
    started.client.send(
      new CreatePipelineCommand({
        PipelineName: "credit-mortgage",
        PipelineDefinition: TEXT,
        RoleArn: ROLE,
        Tags: [
          { Key: "Stage", Value: "automation" },
          { Key: "Team", Value: "credit" },
        ],
        ParallelismConfiguration: { MaxParallelExecutionSteps: 5 },
        ...change,
      }),
    );

  it("is not found before it is created", async () => {
    await assert.rejects(
      started.client.send(new DescribePipelineCommand({ PipelineName: "credit-mortgage" })),
      (error: unknown) => {
        assert.ok(error instanceof ResourceNotFound);
        assert.equal(error.message, `Pipeline '${PIPELINE_ARN}' does not exist.`);
        return true;
      },
    );
  });

  for (const [what, change, message] of [
    [
      "a name with an underscore",
      { PipelineName: "credit_mortgage" },
      /^1 validation error detected: Value at 'PipelineName'/,
    ],
    ["a short token", { ClientRequestToken: "build-1" }, /Value at 'ClientRequestToken'/],
    ["a role that is none", { RoleArn: "pipeline" }, /Value at 'RoleArn'/],
    ["no definition", { PipelineDefinition: undefined }, /must be given$/],
    ["a definition that is no JSON", { PipelineDefinition: "{" }, /^Unable to parse pipeline definition\. /],
    [
      "a definition that cannot be played",
      { PipelineDefinition: JSON.stringify({ ...DEFINITION, Version: "1" }) },
      /^Unable to parse pipeline definition\. the pipeline's definition cannot be played: Version: /,
    ],
    [
      "two definitions",
      { PipelineDefinitionS3Location: { Bucket: "artifacts", ObjectKey: "definition.json" } },
      /^Only one of /,
    ],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(create(change), (error: Error) => {
        assert.equal(error.name, "ValidationException");
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it("is created once", async () => {
    const { PipelineArn } = await create();
    assert.equal(PipelineArn, PIPELINE_ARN);
    await assert.rejects(create(), {
      name: "ValidationException",
      message:
        "Pipeline names must be unique within an AWS account and region. Pipeline with name (credit-mortgage) already exists.",
    });
  });

  it("is described by its name and its ARN", async () => {
    for (const name of ["credit-mortgage", PIPELINE_ARN]) {
      const { $metadata, ...described } = await started.client.send(
        new DescribePipelineCommand({ PipelineName: name }),
      );
      assert.equal($metadata.httpStatusCode, 200);
      assert.deepEqual(described, {
        PipelineArn: PIPELINE_ARN,
        PipelineName: "credit-mortgage",
        PipelineDisplayName: "credit-mortgage",
        PipelineDefinition: TEXT,
        RoleArn: ROLE,
        PipelineStatus: "Active",
        CreationTime: new Date("2026-01-15T09:30:02Z"),
        LastModifiedTime: new Date("2026-01-15T09:30:02Z"),
        ParallelismConfiguration: { MaxParallelExecutionSteps: 5 },
      });
    }
  });

  it("gets a new version with each update, and keeps what is not given", async () => {
    const update = (change: object) =>
      started.client.send(new UpdatePipelineCommand({ PipelineName: "credit-mortgage", ...change }));
    const { PipelineVersionId, PipelineArn } = await update({ PipelineDefinition: OTHER });
    assert.deepEqual([PipelineArn, PipelineVersionId], [PIPELINE_ARN, 2]);
    const parallelism = await update({ ParallelismConfiguration: { MaxParallelExecutionSteps: 2 } });
    assert.equal(parallelism.PipelineVersionId, 3);
    const otherRole = `${ROLE}-2`;
    assert.equal((await update({ RoleArn: otherRole })).PipelineVersionId, 4);
    const describe = (version?: number) =>
      started.client.send(
        new DescribePipelineCommand({ PipelineName: "credit-mortgage", PipelineVersionId: version }),
      );
    const newest = await describe();
    assert.equal(newest.PipelineDefinition, OTHER);
    assert.equal(newest.RoleArn, otherRole);
    assert.deepEqual(newest.ParallelismConfiguration, { MaxParallelExecutionSteps: 2 });
    assert.ok((newest.LastModifiedTime ?? 0) > (newest.CreationTime ?? 0));
    assert.equal((await describe(1)).PipelineDefinition, TEXT);
    await assert.rejects(describe(9), { name: "ResourceNotFound" });
    await assert.rejects(update({ PipelineDefinition: "{}" }), { name: "ValidationException" });
  });

  it("takes its definition from S3, too", async () => {
    const s3 = new S3Client({ region: REGION, endpoint: started.aws.url, credentials: CREDENTIALS });
    await s3.send(new PutObjectCommand({ Bucket: "artifacts", Key: "definition.json", Body: TEXT }));
    s3.destroy();
    await create({
      PipelineName: "Other",
      PipelineDefinition: undefined,
      PipelineDefinitionS3Location: { Bucket: "artifacts", ObjectKey: "definition.json" },
    });
    const { PipelineArn, PipelineDefinition } = await started.client.send(
      new DescribePipelineCommand({ PipelineName: "Other" }),
    );
    assert.equal(PipelineDefinition, TEXT);
    assert.equal(PipelineArn, PIPELINE_ARN.replace("credit-mortgage", "other"));
  });

  it("keeps its tags and takes more", async () => {
    const { Tags } = await started.client.send(
      new AddTagsCommand({
        ResourceArn: PIPELINE_ARN,
        Tags: [
          { Key: "Team", Value: "risk" },
          { Key: "Owner", Value: "ada" },
        ],
      }),
    );
    const expected = [
      { Key: "Stage", Value: "automation" },
      { Key: "Team", Value: "risk" },
      { Key: "Owner", Value: "ada" },
    ];
    assert.deepEqual(Tags, expected);
    const listed = await started.client.send(new ListTagsCommand({ ResourceArn: PIPELINE_ARN }));
    assert.deepEqual(listed.Tags, expected);
  });
});
