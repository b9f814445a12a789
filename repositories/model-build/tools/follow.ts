import { setVariable, type Print } from "../../shared/agent-log";
import { Failure } from "../../shared/failure";
import { approvalCommand } from "./approval";
import type { Clients } from "./clients";
import { explainFailure } from "./explain-failure";
import { followExecution, type PatienceOptions } from "./follow-execution";

export interface FollowOptions extends PatienceOptions {
  /** Whether it is a failure if the execution still runs at the end of the time. @default false */
  readonly last?: boolean;
}

/** Variable of the job that tells the next tasks whether there is something left to follow: `true` or `false`. */
export const RUNNING_VARIABLE = "pipelineRunning";

const GO_ON = "run the failed job again to follow it, or stop it with: npm run pipeline -- stop";

/**
 * Prints the progress of an execution until it ends or the time is over.
 *
 * @throws Failure if the execution did not succeed, if it still runs at the end of the last round, or if `signal` aborts.
 */
export async function follow(
  clients: Pick<Clients, "sagemaker" | "logs">,
  arn: string,
  print: Print,
  { last = false, ...patience }: FollowOptions = {},
): Promise<void> {
  const outcome = await followExecution(clients, arn, print, GO_ON, patience);
  print(setVariable(RUNNING_VARIABLE, String(outcome.kind === "running")));
  switch (outcome.kind) {
    case "running":
      endOfTime(patience.minutes ?? 0, last, print);
      return;
    case "succeeded":
      printSuccess(outcome.packageArn, print);
      return;
    default:
      throw new Failure(await explainFailure(clients.logs, outcome, print));
  }
}

function printSuccess(packageArn: string | undefined, print: Print): void {
  if (packageArn === undefined) {
    print("The SageMaker pipeline succeeded. It registered no model version.");
    return;
  }
  print(`Registered ${packageArn}`);
  print("The version waits for a lead data scientist, whose approval starts the Model Deploy pipeline:");
  print(`  ${approvalCommand(packageArn)}`);
}

function endOfTime(minutes: number, last: boolean, print: Print): void {
  if (last) {
    throw new Failure("the SageMaker pipeline still runs: run the failed job again to follow on");
  }
  print(`The SageMaker pipeline still runs after ${minutes} min: the next task follows on.`);
}
