import type { PipelineExecutionStep } from "@aws-sdk/client-sagemaker";

import { plain, type Print } from "../../shared/agent-log";
import { duration, timeOfDay } from "./duration";

/** Columns as wide as the longest name and status of a step: Explainability, Succeeded. */
const [NAME_WIDTH, STATUS_WIDTH] = [14, 9];

/** Prints a line for each change of a step: the time (UTC), the step, its status, and how long it took. */
export class StepProgress {
  private readonly seen = new Map<string, string>();

  constructor(
    private readonly print: Print,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param steps - All steps that have begun, as ListPipelineExecutionSteps lists them. */
  show(steps: readonly PipelineExecutionStep[]): void {
    for (const step of steps) {
      const { StepName: name = "?", StepStatus: status = "?", AttemptCount: attempt = 1 } = step;
      const state = `${status} ${attempt}`;
      if (this.seen.get(name) !== state) {
        this.seen.set(name, state);
        this.print(this.line(name, status, attempt, step));
      }
    }
  }

  private line(name: string, status: string, attempt: number, step: PipelineExecutionStep): string {
    const { StartTime: start, EndTime: end } = step;
    const over = ["Succeeded", "Failed", "Stopped"].includes(status);
    // The time that SageMaker gives for the change, where it gives one: this may be a later look at an old execution.
    const time = (over ? end : status === "Stopping" || attempt > 1 ? undefined : start) ?? this.now();
    const notes = [
      over && start && end ? duration(end.getTime() - start.getTime()) : "",
      attempt > 1 ? `(attempt ${attempt})` : "",
      (step.CacheHitResult?.SourcePipelineExecutionArn ?? "") === "" ? "" : "(from the cache)",
    ].filter((note) => note !== "");
    return plain(
      [timeOfDay(time), name.padEnd(NAME_WIDTH), status.padEnd(STATUS_WIDTH), ...notes].join("  "),
    );
  }
}
