import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

import { plain, type Print } from "../../shared/agent-log";
import { asFailure } from "../../shared/aws-errors";
import { logTail } from "./log-tail";
import type { FailedStep, Outcome } from "./outcome";

/** An execution that ended without success. */
export type FailedOutcome = Exclude<Outcome, { readonly kind: "running" | "succeeded" }>;

/**
 * Prints what there is to know about a failure, such as the end of the failed jobs' logs.
 *
 * @returns The reason, for the run's page; a line for each failed step.
 */
export async function explainFailure(
  logs: CloudWatchLogsClient,
  outcome: FailedOutcome,
  print: Print,
): Promise<string> {
  if (outcome.kind === "failed") {
    for (const step of outcome.steps) {
      await printJob(logs, step, print);
    }
  }
  return reasonOf(outcome);
}

/** Why an execution ended without success. */
export function reasonOf(outcome: FailedOutcome): string {
  switch (outcome.kind) {
    case "refused":
      return `no version was registered: ${outcome.reason}`;
    case "stopped":
      return `the SageMaker pipeline was stopped${outcome.by === undefined ? "" : ` by ${outcome.by}`}; nothing failed. Run the failed job again to start anew`;
    case "failed":
      return outcome.steps.length === 0
        ? `the SageMaker pipeline failed: ${outcome.reason}`
        : outcome.steps.map(({ name, reason }) => `step ${name} failed: ${reason}`).join("\n");
  }
}

async function printJob(logs: CloudWatchLogsClient, { name, job }: FailedStep, print: Print): Promise<void> {
  if (job === undefined) {
    print(`Step ${plain(name)} failed without a job, so there is no log.`);
    return;
  }
  print(`Step ${plain(name)} failed in the job ${plain(job.name)}: ${plain(job.consoleUrl)}`);
  try {
    const tail = await logTail(logs, job);
    if (tail === undefined) {
      print(`The job wrote nothing to ${job.logGroup}.`);
      return;
    }
    print(`The end of its log, ${job.logGroup} ${plain(tail.stream)}:`);
    for (const line of tail.lines) {
      print(`  ${line}`);
    }
  } catch (error) {
    // Why the step failed is worth more than why its log cannot be read.
    print(`Its log cannot be read: ${plain(asFailure(error).message)}`);
  }
}
