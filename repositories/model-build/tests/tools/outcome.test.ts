import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { reasonOf } from "../../tools/explain-failure";
import { outcomeOf } from "../../tools/outcome";
import { jobOf } from "../../tools/step-job";
import { jobArn, PACKAGE_ARN } from "./sample-build";

describe("outcome of an execution", () => {
  it("is running until it has ended", () => {
    for (const PipelineExecutionStatus of ["Executing", "Stopping"] as const) {
      assert.deepEqual(outcomeOf({ PipelineExecutionStatus }, []), { kind: "running" });
    }
  });

  it("names the version that was registered", () => {
    assert.deepEqual(
      outcomeOf({ PipelineExecutionStatus: "Succeeded" }, [
        { StepName: "Train", StepStatus: "Succeeded" },
        { StepName: "Register", StepStatus: "Succeeded", Metadata: { RegisterModel: { Arn: PACKAGE_ARN } } },
      ]),
      { kind: "succeeded", packageArn: PACKAGE_ARN },
    );
    assert.deepEqual(outcomeOf({ PipelineExecutionStatus: "Succeeded" }, []), { kind: "succeeded" });
  });

  it("is refused if the Fail step ended it", () => {
    const outcome = outcomeOf({ PipelineExecutionStatus: "Failed", FailureReason: "Step failure" }, [
      { StepName: "Gate", StepStatus: "Succeeded", Metadata: { Condition: { Outcome: "False" } } },
      {
        StepName: "NotGoodEnough",
        StepStatus: "Failed",
        Metadata: { Fail: { ErrorMessage: "auc 0.61 < 0.7" } },
      },
    ]);
    assert.deepEqual(outcome, { kind: "refused", reason: "auc 0.61 < 0.7" });
    assert.equal(
      reasonOf({ kind: "refused", reason: "auc 0.61 < 0.7" }),
      "no version was registered: auc 0.61 < 0.7",
    );
  });

  it("names every step that failed, with its job", () => {
    const outcome = outcomeOf({ PipelineExecutionStatus: "Failed", FailureReason: "Step failure" }, [
      { StepName: "Train", StepStatus: "Succeeded" },
      {
        StepName: "DataQuality",
        StepStatus: "Failed",
        FailureReason: "ClientError: no baseline",
        Metadata: { QualityCheck: { CheckJobArn: jobArn("processing-job", "DataQuality") } },
      },
      { StepName: "Register", StepStatus: "Failed" },
    ]);
    assert.deepEqual(outcome, {
      kind: "failed",
      reason: "Step failure",
      steps: [
        {
          name: "DataQuality",
          reason: "ClientError: no baseline",
          job: {
            name: "pipelines-a1b2c3d4e5f6-DataQuality-Qx7",
            logGroup: "/aws/sagemaker/ProcessingJobs",
            consoleUrl:
              "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/processing-jobs/pipelines-a1b2c3d4e5f6-DataQuality-Qx7",
          },
        },
        { name: "Register", reason: "SageMaker gives no reason" },
      ],
    });
    assert.ok(outcome.kind === "failed");
    assert.equal(
      reasonOf(outcome),
      "step DataQuality failed: ClientError: no baseline\nstep Register failed: SageMaker gives no reason",
    );
  });

  it("is a failure if a step failed beside the Fail step", () => {
    const outcome = outcomeOf({ PipelineExecutionStatus: "Failed" }, [
      { StepName: "NotGoodEnough", StepStatus: "Failed", Metadata: { Fail: { ErrorMessage: "x" } } },
      { StepName: "Other", StepStatus: "Failed" },
    ]);
    assert.equal(outcome.kind, "failed");
  });

  it("gives the execution's reason if no step failed", () => {
    const outcome = outcomeOf({ PipelineExecutionStatus: "Failed", FailureReason: "no such role" }, []);
    assert.deepEqual(outcome, { kind: "failed", reason: "no such role", steps: [] });
    assert.ok(outcome.kind === "failed");
    assert.equal(reasonOf(outcome), "the SageMaker pipeline failed: no such role");
  });

  it("is stopped, not failed, if somebody stopped it; names who, where SageMaker does", () => {
    const known = outcomeOf(
      { PipelineExecutionStatus: "Stopped", LastModifiedBy: { UserProfileName: "zoe-muller" } },
      [{ StepName: "Train", StepStatus: "Stopped" }],
    );
    assert.deepEqual(known, { kind: "stopped", by: "zoe-muller" });
    assert.ok(known.kind === "stopped");
    assert.equal(
      reasonOf(known),
      "the SageMaker pipeline was stopped by zoe-muller; nothing failed. Run the failed job again to start anew",
    );
    const unknown = outcomeOf({ PipelineExecutionStatus: "Stopped" }, []);
    assert.deepEqual(unknown, { kind: "stopped" });
    assert.ok(unknown.kind === "stopped");
    assert.equal(
      reasonOf(unknown),
      "the SageMaker pipeline was stopped; nothing failed. Run the failed job again to start anew",
    );
  });

  it("finds the job of each kind of step, in every partition", () => {
    assert.deepEqual(jobOf({ Metadata: { TrainingJob: { Arn: jobArn("training-job", "Train") } } }), {
      name: "pipelines-a1b2c3d4e5f6-Train-Qx7",
      logGroup: "/aws/sagemaker/TrainingJobs",
      consoleUrl:
        "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/pipelines-a1b2c3d4e5f6-Train-Qx7",
    });
    const clarify = jobOf({
      Metadata: { ClarifyCheck: { CheckJobArn: "arn:aws-cn:sagemaker:cn-north-1:1:processing-job/a" } },
    });
    assert.equal(
      clarify?.consoleUrl,
      "https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/processing-jobs/a",
    );
    assert.equal(jobOf({ Metadata: { Condition: { Outcome: "True" } } }), undefined);
    assert.equal(jobOf({}), undefined);
  });
});
