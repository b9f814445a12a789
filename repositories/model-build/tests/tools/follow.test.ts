import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { Failure } from "../../../shared/failure";
import { awsError, FakeAws } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { follow, type FollowOptions } from "../../tools/follow";
import type { Clock } from "../../tools/follow-execution";
import { EXECUTION_ARN, jobArn, PACKAGE_ARN } from "./sample-build";

/** Seconds since 1970, as SageMaker answers times, of 09:00 on some day. */
const NINE = Date.UTC(2026, 4, 4, 9) / 1_000;
const PREPROCESS = { StepName: "Preprocess", StepStatus: "Succeeded", StartTime: NINE, EndTime: NINE + 185 };
const TRAIN = {
  StepName: "Train",
  StepStatus: "Executing",
  StartTime: NINE + 186,
  Metadata: { TrainingJob: { Arn: jobArn("training-job", "Train") } },
};
const RUNNING = "##vso[task.setvariable variable=pipelineRunning]true";
const ENDED = "##vso[task.setvariable variable=pipelineRunning]false";

describe("follow", () => {
  let aws: FakeAws;
  let lines: string[];
  /** Milliseconds of all pauses so far, in which nobody waits. */
  let passed: number;
  beforeEach(async () => {
    aws = await FakeAws.start();
    lines = [];
    passed = 0;
  });
  afterEach(() => aws.close());

  /** What SageMaker shows at each look: the status of the execution, and its steps. */
  function shows(...looks: readonly (readonly [status: string, ...steps: object[]])[]): void {
    aws.on(
      "DescribePipelineExecution",
      ...looks.map(([PipelineExecutionStatus]) => ({
        body: { PipelineExecutionStatus, FailureReason: "Step failure: One or multiple steps failed." },
      })),
    );
    aws.on(
      "ListPipelineExecutionSteps",
      ...looks.map(([, ...PipelineExecutionSteps]) => ({ body: { PipelineExecutionSteps } })),
    );
  }
  const clock: Clock = {
    now: () => passed,
    pause: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
  };
  const run = (options: FollowOptions = {}): Promise<void> =>
    follow(awsClients(aws.environment, "eu-west-1"), EXECUTION_ARN, (line) => lines.push(line), {
      clock,
      ...options,
    });

  it("prints every change until the version is registered, and what comes next", async () => {
    shows(
      ["Executing", { ...PREPROCESS, StepStatus: "Executing", EndTime: undefined }],
      ["Executing", PREPROCESS, TRAIN],
      ["Executing", PREPROCESS, TRAIN],
      [
        "Succeeded",
        PREPROCESS,
        { ...TRAIN, StepStatus: "Succeeded", EndTime: NINE + 400 },
        {
          StepName: "Register",
          StepStatus: "Succeeded",
          StartTime: NINE + 401,
          EndTime: NINE + 402,
          Metadata: { RegisterModel: { Arn: PACKAGE_ARN } },
        },
      ],
    );
    await run();
    assert.deepEqual(lines, [
      "09:00:00Z  Preprocess      Executing",
      "09:03:05Z  Preprocess      Succeeded  3 min 5 s",
      "09:03:06Z  Train           Executing",
      "09:06:40Z  Train           Succeeded  3 min 34 s",
      "09:06:42Z  Register        Succeeded  1 s",
      ENDED,
      `Registered ${PACKAGE_ARN}`,
      "The version waits for a lead data scientist, whose approval starts the Model Deploy pipeline:",
      `  aws sagemaker update-model-package --region eu-west-1 --model-package-arn ${PACKAGE_ARN} --model-approval-status Approved`,
    ]);
    assert.deepEqual(aws.inputs("ListPipelineExecutionSteps")[0], {
      PipelineExecutionArn: EXECUTION_ARN,
      SortOrder: "Ascending",
      MaxResults: 100,
    });
  });

  it("says so if a pipeline registers nothing", async () => {
    shows(["Succeeded", PREPROCESS]);
    await run();
    assert.deepEqual(lines.slice(1), [
      ENDED,
      "The SageMaker pipeline succeeded. It registered no model version.",
    ]);
  });

  it("fails with the reason and the end of the log if a step fails", async () => {
    shows([
      "Failed",
      { ...TRAIN, StepStatus: "Failed", EndTime: NINE + 246, FailureReason: "AlgorithmError: exit code 1" },
    ]);
    aws
      .on("DescribeLogStreams", {
        body: {
          logStreams: [{ logStreamName: "pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-9", creationTime: 1 }],
        },
      })
      .on("GetLogEvents", {
        body: { events: [{ message: "reading" }, { message: "##vso[task.setvariable variable=x]y" }] },
      });
    await assert.rejects(run(), new Failure("step Train failed: AlgorithmError: exit code 1"));
    assert.deepEqual(lines, [
      "09:04:06Z  Train           Failed     1 min 0 s",
      ENDED,
      "Step Train failed in the job pipelines-a1b2c3d4e5f6-Train-Qx7: https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/pipelines-a1b2c3d4e5f6-Train-Qx7",
      "The end of its log, /aws/sagemaker/TrainingJobs pipelines-a1b2c3d4e5f6-Train-Qx7/algo-1-9:",
      "  reading",
      "  # #vso[task.setvariable variable=x]y",
    ]);
  });

  it("fails with the reason although the log is not there, or must not be read", async () => {
    const failed = ["Failed", { ...TRAIN, StepStatus: "Failed", FailureReason: "no capacity" }] as const;
    shows(failed);
    aws.on("DescribeLogStreams", { body: { logStreams: [] } });
    await assert.rejects(run(), new Failure("step Train failed: no capacity"));
    assert.equal(lines.at(-1), "The job wrote nothing to /aws/sagemaker/TrainingJobs.");
    shows(failed);
    aws.on("DescribeLogStreams", awsError("AccessDeniedException", "logs:DescribeLogStreams"));
    await assert.rejects(run(), new Failure("step Train failed: no capacity"));
    assert.equal(
      lines.at(-1),
      "Its log cannot be read: AWS denies a call (AccessDeniedException: logs:DescribeLogStreams): ask the platform team which permission is missing",
    );
  });

  it("names every step that failed, and those that had no job", async () => {
    shows([
      "Failed",
      { StepName: "DataBias", StepStatus: "Failed", FailureReason: "one" },
      { StepName: "ModelBias", StepStatus: "Failed", FailureReason: "two" },
    ]);
    await assert.rejects(run(), new Failure("step DataBias failed: one\nstep ModelBias failed: two"));
    assert.deepEqual(lines.slice(-2), [
      "Step DataBias failed without a job, so there is no log.",
      "Step ModelBias failed without a job, so there is no log.",
    ]);
  });

  it("fails with the gate's words if the model is not good enough", async () => {
    shows([
      "Failed",
      {
        StepName: "NotGoodEnough",
        StepStatus: "Failed",
        Metadata: { Fail: { ErrorMessage: "the model is not good enough: auc is 0.61" } },
      },
    ]);
    await assert.rejects(
      run(),
      new Failure("no version was registered: the model is not good enough: auc is 0.61"),
    );
    assert.deepEqual(lines.slice(1), [ENDED]);
  });

  it("fails, but says that nothing failed, if somebody stopped the pipeline", async () => {
    shows(["Stopping", TRAIN], ["Stopped", { ...TRAIN, StepStatus: "Stopped", EndTime: NINE + 200 }]);
    await assert.rejects(
      run(),
      new Failure(
        "the SageMaker pipeline was stopped; nothing failed. Run the failed job again to start anew",
      ),
    );
    assert.deepEqual(lines, [
      "09:03:06Z  Train           Executing",
      "09:03:20Z  Train           Stopped    14 s",
      ENDED,
    ]);
  });

  it("leaves the rest to the next task when the time is over", async () => {
    shows(["Executing", TRAIN]);
    await run({ minutes: 1 });
    assert.deepEqual(lines, [
      "09:03:06Z  Train           Executing",
      RUNNING,
      "The SageMaker pipeline still runs after 1 min: the next task follows on.",
    ]);
    assert.equal(aws.inputs("DescribePipelineExecution").length, 5, "at once and every 15 seconds");
  });

  it("looks once more at the end of the time, however long the pauses are", async () => {
    shows(["Executing", TRAIN]);
    await run({ minutes: 1.5, intervalSeconds: 60 });
    assert.equal(aws.inputs("DescribePipelineExecution").length, 3);
    assert.equal(passed, 90_000);
  });

  it("fails when the time of the last task is over", async () => {
    shows(["Executing", TRAIN]);
    await assert.rejects(
      run({ minutes: 0, last: true }),
      new Failure("the SageMaker pipeline still runs: run the failed job again to follow on"),
    );
    assert.equal(aws.inputs("DescribePipelineExecution").length, 1);
    assert.equal(lines.at(-1), RUNNING);
  });

  it("ends between two looks when it is interrupted, and says how to go on", async () => {
    shows(["Executing", TRAIN]);
    const controller = new AbortController();
    const pause: Clock["pause"] = (ms, signal) => {
      const paused = delay(ms, undefined, { signal });
      controller.abort();
      return paused;
    };
    await assert.rejects(
      run({ intervalSeconds: 600, signal: controller.signal, clock: { now: clock.now, pause } }),
      new Failure(
        "following was interrupted; the SageMaker pipeline goes on: run the failed job again to follow it, or stop it with: npm run pipeline -- stop",
        130,
      ),
    );
    assert.deepEqual(aws.inputs("StopPipelineExecution"), []);
  });

  it("fails with the error of AWS if a look fails", async () => {
    shows(["Executing", TRAIN]);
    aws.on("DescribePipelineExecution", awsError("ExpiredTokenException", "expired"));
    await assert.rejects(run(), { name: "ExpiredTokenException" });
  });
});
