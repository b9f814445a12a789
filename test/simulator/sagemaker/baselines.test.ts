import assert from "node:assert/strict";

import type { StepRun } from "../../../simulator/sagemaker/step-run";
import type { Started } from "./sample";
import { begin, close, GROUP, startWithPipeline } from "./sample";

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

  const registered = (approvalStatus: string): void => {
    started.aws.registry.register({
      ModelPackageGroupName: GROUP,
      ModelApprovalStatus: approvalStatus,
      InferenceSpecification: { Containers: [{ Image: "image" }] },
      DriftCheckBaselines: {
        ModelDataQuality: { Statistics: kept("statistics"), Constraints: kept("constraints") },
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
    registered("Approved");
    registered("Rejected");
    const run = await check(false, false);
    assert.deepEqual(used(run), [
      "s3://artifacts/kept/statistics.json",
      "s3://artifacts/kept/constraints.json",
    ]);
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
