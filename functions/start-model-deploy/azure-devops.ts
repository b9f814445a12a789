import type { Authorization } from "../shared/azure-devops/credential";
import { createPipelines, type PipelineRun } from "../shared/azure-devops/runs";
import type { Settings } from "./environment";

/** Template parameters of the Model Deploy pipeline: the contract with its azure-pipelines.yml. All are strings. */
export interface RunParameters {
  readonly modelPackageArn: string;
  readonly modelPackageGroup: string;
  readonly modelPackageVersion: string;
  /** Of the runs started by an approval, the pipeline lets one act for each version; a person's run always acts. */
  readonly startedBy: "approval";
}

/**
 * Starts runs of the Model Deploy pipeline on its main branch.
 *
 * @returns a function that throws RetryableError or FinalError when no run is known to have started
 */
export function createRunStarter(
  settings: Settings["azureDevOps"],
  authorization: Authorization,
): (parameters: RunParameters) => Promise<PipelineRun> {
  const pipelines = createPipelines(settings, authorization);
  return (parameters) => pipelines.start(settings.pipelineId, { ...parameters });
}
