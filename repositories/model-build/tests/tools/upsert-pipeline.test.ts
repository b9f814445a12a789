import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { upsertPipeline, type PipelineSpec, type UpsertResult } from "../../tools/upsert-pipeline";
import { PIPELINE_ARN } from "./sample-build";

const SPEC: PipelineSpec = {
  name: "credit-mortgage",
  definition: '{"Version":"2020-12-01","Steps":[]}',
  roleArn: "arn:aws:iam::222222222222:role/pipeline",
  parallelSteps: 5,
  tags: { Project: "ml", Team: "credit" },
};
const TAGS = [
  { Key: "Project", Value: "ml" },
  { Key: "Team", Value: "credit" },
];
const PRESENT = {
  PipelineArn: PIPELINE_ARN,
  PipelineDefinition: SPEC.definition,
  RoleArn: SPEC.roleArn,
  ParallelismConfiguration: { MaxParallelExecutionSteps: 5 },
};
const NOT_FOUND = awsError("ResourceNotFound", "Pipeline 'credit-mortgage' does not exist.");
const CONFLICT = awsError("ConflictException", "The pipeline is being changed.");

describe("the SageMaker pipeline", () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.close());

  const upsert = (): Promise<UpsertResult> =>
    upsertPipeline(awsClients(aws.environment, "eu-west-1").sagemaker, SPEC);

  it("is created with its tags", async () => {
    aws.on("DescribePipeline", NOT_FOUND).on("CreatePipeline", { body: { PipelineArn: PIPELINE_ARN } });
    assert.deepEqual(await upsert(), { change: "created" });
    assert.deepEqual(aws.operations, ["DescribePipeline", "CreatePipeline"]);
    const { ClientRequestToken, ...created } = aws.inputs("CreatePipeline")[0] as Record<string, unknown>;
    assert.equal(typeof ClientRequestToken, "string");
    assert.deepEqual(created, {
      PipelineName: "credit-mortgage",
      PipelineDefinition: SPEC.definition,
      RoleArn: SPEC.roleArn,
      ParallelismConfiguration: { MaxParallelExecutionSteps: 5 },
      Tags: TAGS,
    });
  });

  it("stays as it is if nothing differs but white space and the order of keys", async () => {
    aws.on("DescribePipeline", {
      body: { ...PRESENT, PipelineDefinition: '{ "Steps": [], "Version": "2020-12-01" }' },
    });
    assert.deepEqual(await upsert(), { change: "unchanged" });
    assert.deepEqual(aws.operations, ["DescribePipeline"]);
  });

  for (const [what, difference] of [
    ["definition", { PipelineDefinition: '{"Version":"2020-12-01","Steps":[{}]}' }],
    ["definition, which is no JSON", { PipelineDefinition: "{" }],
    ["definition, which is missing", { PipelineDefinition: undefined }],
    ["role", { RoleArn: "arn:aws:iam::222222222222:role/other" }],
    ["parallelism", { ParallelismConfiguration: { MaxParallelExecutionSteps: 4 } }],
    ["parallelism, which is missing", { ParallelismConfiguration: undefined }],
  ] as const) {
    it(`is updated and tagged for another ${what}`, async () => {
      aws
        .on("DescribePipeline", { body: { ...PRESENT, ...difference } })
        .on("UpdatePipeline", { body: { PipelineArn: PIPELINE_ARN, PipelineVersionId: 8 } })
        .on("AddTags", {});
      assert.deepEqual(await upsert(), { change: "updated", versionId: 8 });
      assert.deepEqual(aws.operations, ["DescribePipeline", "UpdatePipeline", "AddTags"]);
      assert.deepEqual(aws.inputs("UpdatePipeline"), [
        {
          PipelineName: "credit-mortgage",
          PipelineDefinition: SPEC.definition,
          RoleArn: SPEC.roleArn,
          ParallelismConfiguration: { MaxParallelExecutionSteps: 5 },
        },
      ]);
      assert.deepEqual(aws.inputs("AddTags"), [{ ResourceArn: PIPELINE_ARN, Tags: TAGS }]);
    });
  }

  for (const refusal of [
    awsError("ValidationException", "Pipeline names must be unique within an AWS account and region."),
    awsError("ValidationException", "Pipeline credit-mortgage already exists."),
    CONFLICT,
  ]) {
    it(`is updated if another build created it in between (${JSON.stringify(refusal.body)})`, async () => {
      aws
        .on("DescribePipeline", NOT_FOUND, { body: { ...PRESENT, PipelineDefinition: "{}" } })
        .on("CreatePipeline", refusal)
        .on("UpdatePipeline", { body: { PipelineArn: PIPELINE_ARN } })
        .on("AddTags", {});
      assert.deepEqual(await upsert(), { change: "updated" });
    });
  }

  it("stays as it is if another build created the very same in between", async () => {
    aws.on("DescribePipeline", NOT_FOUND, { body: PRESENT }).on("CreatePipeline", CONFLICT);
    assert.deepEqual(await upsert(), { change: "unchanged" });
  });

  it("is updated once another build's change is done", async () => {
    aws
      .on("DescribePipeline", { body: { ...PRESENT, PipelineDefinition: "{}" } })
      .on("UpdatePipeline", CONFLICT, { body: { PipelineArn: PIPELINE_ARN, PipelineVersionId: 3 } })
      .on("AddTags", {});
    assert.deepEqual(await upsert(), { change: "updated", versionId: 3 });
  });

  it("fails if SageMaker refuses the definition", async () => {
    aws.on("DescribePipeline", NOT_FOUND);
    aws.on("CreatePipeline", awsError("ValidationException", "Unable to parse pipeline definition."));
    await assert.rejects(upsert(), { message: "Unable to parse pipeline definition." });
    aws.on("DescribePipeline", { body: { ...PRESENT, PipelineDefinition: "{}" } });
    aws.on("UpdatePipeline", awsError("ValidationException", "Unable to parse pipeline definition."));
    await assert.rejects(upsert(), { message: "Unable to parse pipeline definition." });
    assert.equal(aws.inputs("UpdatePipeline").length, 1);
  });

  it("fails if it may not be looked at", async () => {
    aws.on("DescribePipeline", awsError("AccessDeniedException", "no"));
    await assert.rejects(upsert(), { name: "AccessDeniedException" });
  });
});
