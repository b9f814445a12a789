import assert from "node:assert/strict";

import type { PipelineExecutionStep, PipelineExecutionStepMetadata } from "@aws-sdk/client-sagemaker";
import { UpdatePipelineCommand } from "@aws-sdk/client-sagemaker";

import type { Started } from "./sample";
import {
  begin,
  close,
  definitionWith,
  describeExecution,
  evaluated,
  follow,
  GROUP,
  outputsOf,
  PIPELINE_ARN,
  shown,
  startWithPipeline,
  stepsOf,
} from "./sample";

const SUCCEEDED = ["Prepare", "Train", "Evaluate", "Gate"];

describe("an execution of the stand-in", () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWithPipeline();
  });
  afterEach(() => close(started));

  it("moves on whenever its steps are listed, in the order of their references", async () => {
    const arn = await begin(started);
    assert.deepEqual(shown(await stepsOf(started, arn)), ["Prepare Executing"]);
    assert.deepEqual(shown(await stepsOf(started, arn)), ["Prepare Succeeded", "Train Executing"]);
    assert.deepEqual(shown(await stepsOf(started, arn)), [
      "Prepare Succeeded",
      "Train Succeeded",
      "Evaluate Executing",
    ]);
    const passed = SUCCEEDED.map((name) => `${name} Succeeded`);
    assert.deepEqual(shown(await stepsOf(started, arn)), [
      ...passed,
      "CreateModel Succeeded",
      "DataQuality Executing",
    ]);
    assert.equal((await describeExecution(started, arn)).PipelineExecutionStatus, "Executing");
    const all = [...passed, "CreateModel Succeeded", "DataQuality Succeeded", "Register Succeeded"];
    assert.deepEqual(shown(await stepsOf(started, arn)), all);
    assert.equal((await describeExecution(started, arn)).PipelineExecutionStatus, "Succeeded");
    assert.deepEqual(shown(await stepsOf(started, arn)), all);
  });

  it("tells what its steps did", async () => {
    const arn = await begin(started);
    const id = arn.split("/").at(-1) ?? "";
    const done = await follow(started, arn);
    const metadata = (name: string): PipelineExecutionStepMetadata | undefined =>
      done.find(({ StepName }) => StepName === name)?.Metadata;
    const sagemaker = PIPELINE_ARN.replace("pipeline/credit-mortgage", "");
    const job = (kind: string, step: string): RegExp =>
      new RegExp(`^${sagemaker}${kind}/pipelines-${id}-${step}-[0-9a-f]{10}$`);
    assert.match(metadata("Prepare")?.ProcessingJob?.Arn ?? "", job("processing-job", "Prepare"));
    assert.match(metadata("Train")?.TrainingJob?.Arn ?? "", job("training-job", "Train"));
    assert.deepEqual(metadata("Gate"), { Condition: { Outcome: "True" } });
    assert.match(metadata("CreateModel")?.Model?.Arn ?? "", job("model", "createmodel"));
    assert.deepEqual(metadata("Register"), {
      RegisterModel: { Arn: `${sagemaker}model-package/${GROUP}/1` },
    });
    const { CheckJobArn, ...quality } = metadata("DataQuality")?.QualityCheck ?? {};
    assert.match(CheckJobArn ?? "", job("processing-job", "DataQuality"));
    const baseline = `s3://artifacts/runs/${id}/DataQuality/quality_check_output`;
    assert.deepEqual(quality, {
      CheckType: "DATA_QUALITY",
      ModelPackageGroupName: GROUP,
      SkipCheck: true,
      RegisterNewBaseline: true,
      CalculatedBaselineStatistics: `${baseline}/statistics.json`,
      CalculatedBaselineConstraints: `${baseline}/constraints.json`,
      BaselineUsedForDriftCheckStatistics: `${baseline}/statistics.json`,
      BaselineUsedForDriftCheckConstraints: `${baseline}/constraints.json`,
    });
    const took = ({ StartTime, EndTime }: PipelineExecutionStep): number =>
      Number(EndTime) - Number(StartTime);
    assert.deepEqual(
      done.map((step) => [step.StepName, took(step) >= 180_000]),
      [
        ["Prepare", true],
        ["Train", true],
        ["Evaluate", true],
        ["Gate", false],
        ["CreateModel", false],
        ["DataQuality", true],
        ["Register", false],
      ],
    );
  });

  it("registers a version with everything resolved", async () => {
    const arn = await begin(started);
    await follow(started, arn);
    const [version, ...more] = started.aws.registry.versions(GROUP);
    assert.equal(more.length, 0);
    assert.equal(version?.approvalStatus, "PendingManualApproval");
    assert.deepEqual(version.body.CustomerMetadataProperties, { execution: arn });
    const text = JSON.stringify(version.body);
    assert.doesNotMatch(text, /"Get"|"Std:/);
    assert.match(
      text,
      /"ModelDataUrl":"s3:\/\/artifacts\/runs\/\w+\/Train\/pipelines-\w+-Train-\w+\/output\/model.tar.gz"/,
    );
  });

  it("fails with the message of its Fail step, and registers nothing", async () => {
    started.aws.play(outputsOf(evaluated(0.69)));
    const arn = await begin(started);
    const done = await follow(started, arn);
    assert.deepEqual(shown(done), [...SUCCEEDED.map((name) => `${name} Succeeded`), "Refuse Failed"]);
    assert.deepEqual(done[3]?.Metadata, { Condition: { Outcome: "False" } });
    assert.deepEqual(done[4]?.Metadata, { Fail: { ErrorMessage: "auc is 0.69 champion none" } });
    assert.equal(done[4].FailureReason, "auc is 0.69 champion none");
    const { PipelineExecutionStatus, FailureReason } = await describeExecution(started, arn);
    assert.deepEqual(
      [PipelineExecutionStatus, FailureReason],
      ["Failed", "Step failure: One or multiple steps failed."],
    );
    assert.deepEqual(started.aws.registry.versions(GROUP), []);
  });

  it("keeps what its condition has compared", async () => {
    const arn = await begin(started);
    await follow(started, arn);
    const { comparisons = [] } = started.aws.execution(arn).run("Gate") ?? {};
    assert.deepEqual(
      comparisons.map(({ subject, left, right, holds }) => [subject, left, right, holds]),
      [
        ["metrics.auc.value", 0.8, 0.7, true],
        ["Parameters.Champion", "none", "none", true],
        ["improvement.auc", 0, 0, false],
      ],
    );
  });

  for (const [what, scenario, reason] of [
    [
      "the evaluation is missing",
      {},
      /^property file Report of step Evaluate is not there: s3:\/\/artifacts\/runs\/\w+\/Evaluate\/evaluation\/evaluation\.json$/,
    ],
    [
      "the evaluation has other names",
      outputsOf({ metrics: {} }),
      /^Steps\.Evaluate\.PropertyFiles\.Report has nothing at metrics\.auc\.value$/,
    ],
    [
      "the evaluation is no JSON",
      { outputs: { Evaluate: { evaluation: { "evaluation.json": "NaN" } } } },
      /^property file Report of step Evaluate is no JSON: /,
    ],
  ] as const) {
    it(`fails at the condition if ${what}`, async () => {
      started.aws.play(scenario);
      const done = await follow(started, await begin(started));
      const gate = done.at(-1);
      assert.deepEqual([gate?.StepName, gate?.StepStatus], ["Gate", "Failed"]);
      assert.match(gate?.FailureReason ?? "", reason);
    });
  }

  it("fails where the scenario says so, and begins nothing more", async () => {
    started.aws.play({
      failures: { Train: "AlgorithmError: no rows" },
      logs: { Train: ["reading", "no rows"] },
    });
    const done = await follow(started, await begin(started));
    assert.deepEqual(
      done.map(({ StepName, StepStatus, FailureReason }) => [StepName, StepStatus, FailureReason]),
      [
        ["Prepare", "Succeeded", undefined],
        ["Train", "Failed", "AlgorithmError: no rows"],
      ],
    );
  });

  it("begins nothing more after a failure, though it could", async () => {
    const definition = definitionWith(({ Steps }) => {
      const copy = structuredClone(Steps[0]);
      Steps.push({ ...copy, Name: "Second" } as (typeof Steps)[number]);
    });
    await started.client.send(
      new UpdatePipelineCommand({ PipelineName: GROUP, PipelineDefinition: JSON.stringify(definition) }),
    );
    started.aws.play({ failures: { Prepare: "InternalServerError" } });
    const one = { ParallelismConfiguration: { MaxParallelExecutionSteps: 1 } };
    assert.deepEqual(shown(await follow(started, await begin(started, one))), ["Prepare Failed"]);
  });

  it("writes what the scenario gives below its outputs, a model beside its artifact", async () => {
    started.aws.play({
      outputs: { Prepare: { test: { "a/test.csv": "1,2" } }, Train: { model: { "model.tar.gz": "model" } } },
    });
    const arn = await begin(started);
    await follow(started, arn);
    const prefix = `runs/${arn.split("/").at(-1) ?? ""}`;
    const job = started.aws.execution(arn).run("Train")?.answer.TrainingJobName as string;
    assert.deepEqual(started.aws.objects.keys("artifacts"), [
      `${prefix}/Prepare/test/a/test.csv`,
      `${prefix}/Train/${job}/output/model.tar.gz`,
    ]);
  });

  it("fails at a step whose output the scenario calls by another name", async () => {
    started.aws.play({ outputs: { Prepare: { other: { "a.csv": "" } } } });
    const [prepare] = await follow(started, await begin(started));
    assert.deepEqual(
      [prepare?.StepStatus, prepare?.FailureReason],
      ["Failed", "step Prepare has no output other"],
    );
  });

  it("runs no more steps at once than it may", async () => {
    const definition = definitionWith(({ Steps }) => {
      const copy = structuredClone(Steps[0]);
      Steps.push({ ...copy, Name: "Second" } as (typeof Steps)[number]);
    });
    await started.client.send(
      new UpdatePipelineCommand({ PipelineName: GROUP, PipelineDefinition: JSON.stringify(definition) }),
    );
    assert.deepEqual(shown(await stepsOf(started, await begin(started))), [
      "Prepare Executing",
      "Second Executing",
    ]);
    const one = { ParallelismConfiguration: { MaxParallelExecutionSteps: 1 } };
    assert.deepEqual(shown(await stepsOf(started, await begin(started, one))), ["Prepare Executing"]);
  });
});
