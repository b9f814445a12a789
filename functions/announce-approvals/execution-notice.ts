import type { Settings } from "./environment";
import type { Execution } from "./execution";
import { filesUrl } from "../shared/notices/links";
import type { Notice } from "../shared/notices/notice";

/** What a pipeline does for a model. */
export type PipelineKind = "build" | "monitoring";

/** Name of a model's pipeline in titles, and where in the artifact bucket its executions write, by kind. */
const PIPELINES: Readonly<
  Record<
    PipelineKind,
    { readonly called: string; readonly folder: (model: string, execution: string) => string }
  >
> = {
  build: { called: "SageMaker pipeline", folder: (model, execution) => `runs/${model}/${execution}/` },
  monitoring: {
    called: "monitoring pipeline",
    folder: (model, execution) => `monitoring/${model}/runs/${execution}/`,
  },
};

/** Tells builders that a pipeline produced no version, or did not judge what was captured, and why. */
export function executionNotice(
  { team, artifactBucket }: Pick<Settings, "team" | "artifactBucket">,
  model: string,
  execution: Execution,
  kind: PipelineKind = "build",
): Notice {
  const { called, folder } = PIPELINES[kind];
  const { arn, id, displayName, reason, failedSteps, status } = execution;
  const stopped = status === "Stopped";
  return {
    title: `[${team}] the ${called} of ${model} ${stopped ? "was stopped" : "failed"}`,
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
      ["Files in the console", filesUrl(arn, artifactBucket, folder(model, id))],
    ],
  };
}
