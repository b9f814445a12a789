import type { Settings } from "./environment";
import type { Execution } from "./execution";
import { filesUrl } from "../shared/notices/links";
import type { Notice } from "../shared/notices/notice";

/** Tells builders that a pipeline produced no version, and why. */
export function executionNotice(
  { team, artifactBucket }: Pick<Settings, "team" | "artifactBucket">,
  model: string,
  execution: Execution,
): Notice {
  const { arn, id, displayName, reason, failedSteps, status } = execution;
  const stopped = status === "Stopped";
  return {
    title: `[${team}] the SageMaker pipeline of ${model} ${stopped ? "was stopped" : "failed"}`,
    text: [
      ...(reason === undefined || reason === "" ? [] : [`Reason: ${reason}`]),
      ...failedSteps.map((step) => `Step ${step.name}: ${step.reason}`),
    ],
    table: [],
    facts: [["Execution", arn], ...(displayName === undefined ? [] : [["Name", displayName] as const])],
    commands: [],
    links: [
      ...failedSteps.flatMap(({ name, url }) =>
        url === undefined ? [] : [[`Job of step ${name}`, url] as const],
      ),
      ["Files in the console", filesUrl(arn, artifactBucket, model, id)],
    ],
  };
}
