import assert from "node:assert/strict";

import { UpdatePipelineCommand } from "@aws-sdk/client-sagemaker";

import type { StepRun } from "../../../../simulator/aws/sagemaker/step-run";
import type { Started } from "./sample";
import { begin, close, definitionWith, GROUP, startWithPipeline } from "./sample";

const kept = (name: string) => ({
  ContentType: "application/json",
  S3Uri: `s3://artifacts/kept/${name}.json`,
});

describe("the baselines of a check", () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWithPipeline();
  });
  afterEach(() => close(started));

  const registered = (approvalStatus: string, name = ""): void => {
    started.aws.registry.register({
      ModelPackageGroupName: GROUP,
      ModelApprovalStatus: approvalStatus,
      InferenceSpecification: { Containers: [{ Image: "image" }] },
      DriftCheckBaselines: {
        ModelDataQuality: { Statistics: kept(`${name}statistics`), Constraints: kept(`${name}constraints`) },
      },
    });
  };
  const check = async (skip: boolean, renew: boolean): Promise<StepRun | undefined> => {
    const arn = await begin(started, {
      PipelineParameters: [
        { Name: "Input", Value: "s3://data/" },
        { Name: "SkipCheck", Value: String(skip) },
        { Name: "NewBaseline", Value: String(renew) },
      ],
    });
    const execution = started.aws.execution(arn);
    while (execution.status === "Executing") execution.advance();
    return execution.run("DataQuality");
  };
  const used = (run: StepRun | undefined): unknown[] => [
    run?.answer.BaselineUsedForDriftCheckStatistics,
    run?.answer.BaselineUsedForDriftCheckConstraints,
  ];

  it("are the new ones where they are registered", async () => {
    registered("Approved");
    for (const skip of [true, false]) {
      const run = await check(skip, true);
      assert.equal(run?.status, "Succeeded");
      assert.deepEqual(used(run), [
        run.answer.CalculatedBaselineStatistics,
        run.answer.CalculatedBaselineConstraints,
      ]);
    }
  });

  it("are those of the last approved version where new ones are not registered", async () => {
    registered("Approved", "older-");
    registered("Approved");
    registered("Rejected", "rejected-");
    const run = await check(false, false);
    assert.deepEqual(used(run), [
      "s3://artifacts/kept/statistics.json",
      "s3://artifacts/kept/constraints.json",
    ]);
  });

  it("are those that the definition supplies, if it supplies any", async () => {
    registered("Approved");
    const definition = definitionWith(({ Steps }) => {
      const { IfSteps } = Steps[3]?.Arguments as unknown as { IfSteps: Record<string, unknown>[] };
      Object.assign(IfSteps[1] ?? {}, {
        SuppliedBaselineStatistics: "s3://artifacts/given.json",
        SuppliedBaselineConstraints: { Get: "Parameters.Input" },
      });
    });
    await started.client.send(
      new UpdatePipelineCommand({ PipelineName: GROUP, PipelineDefinition: JSON.stringify(definition) }),
    );
    assert.deepEqual(used(await check(false, false)), ["s3://artifacts/given.json", "s3://data/"]);
  });

  it("are needed to compare with: without an approved version the step fails", async () => {
    registered("PendingManualApproval");
    const run = await check(false, true);
    assert.equal(run?.status, "Failed");
    assert.equal(
      run.failureReason,
      `step DataQuality has no baseline Statistics to compare with: group ${GROUP} has no approved version that keeps one`,
    );
  });

  it("are none where nothing is compared and nothing registered: the version cannot be registered", async () => {
    const run = await check(true, false);
    assert.equal(run?.status, "Succeeded");
    assert.deepEqual(used(run), [undefined, undefined]);
    assert.deepEqual(started.aws.registry.versions(GROUP), []);
  });
});
