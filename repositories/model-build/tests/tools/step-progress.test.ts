import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import type { PipelineExecutionStep } from "@aws-sdk/client-sagemaker";

import { duration } from "../../tools/duration";
import { StepProgress } from "../../tools/step-progress";

const at = (time: string) => new Date(`2026-05-04T${time}Z`);

describe("progress of an execution", () => {
  let lines: string[];
  let progress: StepProgress;
  beforeEach(() => {
    lines = [];
    progress = new StepProgress(
      (line) => lines.push(line),
      () => at("12:00:00"),
    );
  });

  const show = (...steps: PipelineExecutionStep[]): string[] => {
    progress.show(steps);
    return lines.splice(0);
  };

  it("prints a line at each change of a step, and none in between", () => {
    const begun = { StepName: "Preprocess", StepStatus: "Executing", StartTime: at("09:14:02") } as const;
    assert.deepEqual(show(begun), ["09:14:02Z  Preprocess      Executing"]);
    assert.deepEqual(show(begun), []);
    const done = { ...begun, StepStatus: "Succeeded", EndTime: at("09:17:07") } as const;
    assert.deepEqual(show(done, { StepName: "Train", StepStatus: "Starting", StartTime: at("09:17:08") }), [
      "09:17:07Z  Preprocess      Succeeded  3 min 5 s",
      "09:17:08Z  Train           Starting",
    ]);
  });

  it("shows steps that ended before the first look with the time of their end", () => {
    assert.deepEqual(
      show({
        StepName: "Explainability",
        StepStatus: "Failed",
        StartTime: at("08:00:00"),
        EndTime: at("09:01:40"),
      }),
      ["09:01:40Z  Explainability  Failed     1 h 1 min"],
    );
  });

  it("shows a retry as a change", () => {
    const step = { StepName: "Train", StepStatus: "Executing", StartTime: at("09:00:00") } as const;
    show(step);
    assert.deepEqual(show({ ...step, AttemptCount: 2 }), [
      "12:00:00Z  Train           Executing  (attempt 2)",
    ]);
  });

  it("shows when a step is being stopped, for which SageMaker gives no time", () => {
    const step = { StepName: "Train", StepStatus: "Executing", StartTime: at("09:00:00") } as const;
    show(step);
    assert.deepEqual(show({ ...step, StepStatus: "Stopping" }), ["12:00:00Z  Train           Stopping"]);
    assert.deepEqual(show({ ...step, StepStatus: "Stopped", EndTime: at("09:00:30") }), [
      "09:00:30Z  Train           Stopped    30 s",
    ]);
  });

  it("tells that a result comes from the cache", () => {
    assert.deepEqual(
      show({
        StepName: "Train",
        StepStatus: "Succeeded",
        StartTime: at("09:00:00"),
        EndTime: at("09:00:01"),
        CacheHitResult: {
          SourcePipelineExecutionArn: "arn:aws:sagemaker:eu-west-1:1:pipeline/p/execution/e",
        },
      }),
      ["09:00:01Z  Train           Succeeded  1 s  (from the cache)"],
    );
  });

  it("writes lengths of time", () => {
    assert.deepEqual([0, 59_499, 60_000, 3_599_000, 3_600_000, -5].map(duration), [
      "0 s",
      "59 s",
      "1 min 0 s",
      "59 min 59 s",
      "1 h 0 min",
      "0 s",
    ]);
  });
});
