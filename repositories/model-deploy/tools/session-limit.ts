import type { ModelSettings } from "../program/model-file";
import { timeoutSeconds } from "../program/traffic";

/** How long the credentials of one step last: `aws.rolecredential.maxduration` in azure-pipelines.yml. */
const SESSION_SECONDS = 3_600;

/** What preview, refresh and the resources beside the endpoint take of it. */
const BESIDE_SECONDS = 300;

/**
 * Why an update with these settings may outlive the credentials of its step. SageMaker gives an update up after the time
 * that the program sets, so that this is the longest it takes.
 *
 * @returns Undefined if it does not.
 */
export function sessionProblem({ inference, traffic }: ModelSettings): string | undefined {
  const longest = SESSION_SECONDS - BESIDE_SECONDS;
  const seconds = timeoutSeconds(traffic);
  if ((inference !== "realtime" && inference !== "asynchronous") || seconds <= longest) {
    return undefined;
  }
  return (
    `traffic: an update may take ${Math.ceil(seconds / 60)} minutes, but the credentials of its step end after ` +
    `${SESSION_SECONDS / 60}, and ${BESIDE_SECONDS / 60} are for the rest: lower waitSeconds or terminationWaitSeconds ` +
    `by ${seconds - longest} seconds altogether, or take fewer steps`
  );
}
