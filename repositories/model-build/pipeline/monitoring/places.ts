import type { Join } from "../expressions";
import { execution, join } from "../expressions";
import type { JobInput } from "../jobs";
import { CODE_PATH } from "../preprocess";
import type { MonitoringInputs } from "./inputs";

/** Folders in the containers of the jobs. */
export const INPUT = "/opt/ml/processing/input";
export const OUTPUT = "/opt/ml/processing/output";

/** Settings of the jobs, beside their code. */
export const SETTINGS_FILE = "settings.json";

/** What Collect says of the window, in its output. */
export const COLLECTED_FILE = "collected.json";

/** What Publish says of the run, in its output. */
export const PUBLISHED_FILE = "published.json";

/** Where this execution writes: `monitoring/<model>/runs/<execution>/` of the artifact bucket, as the role may. */
export function monitoringRunUri({ contract }: MonitoringInputs, ...folders: readonly string[]): Join {
  const runs = `s3://${contract.artifactBucketName}/monitoring/${contract.model}/runs`;
  return join("/", [runs, execution("PipelineExecutionId"), ...folders]);
}

/** Key in the artifact bucket of what Publish says of one execution. */
export function publishedKey(model: string, executionId: string): string {
  return `monitoring/${model}/runs/${executionId}/published/${PUBLISHED_FILE}`;
}

/** The code of all three jobs: `steps/`, `monitoring/` and the settings side by side. */
export function codeInput({ code }: MonitoringInputs): JobInput {
  return { name: "code", uri: `${code}/`, path: CODE_PATH };
}

/** Command line of a script, as far as all have it. */
export function script(name: "collect" | "judge" | "publish"): {
  readonly entrypoint: readonly string[];
  readonly settings: readonly string[];
} {
  return {
    entrypoint: ["python3", `${CODE_PATH}/monitoring/${name}.py`],
    settings: ["--settings", `${CODE_PATH}/${SETTINGS_FILE}`],
  };
}
