import type { Expression, JsonGet } from "../expressions";
import { execution, join, jsonGet, processingOutput } from "../expressions";
import { imagesOf } from "../images";
import { JOB_RETRIES, processingArguments } from "../jobs";
import type { ProcessingStep } from "../types";
import type { MonitoringInputs } from "./inputs";
import { monitoringParameter } from "./parameters";
import { codeInput, COLLECTED_FILE, INPUT, monitoringRunUri, OUTPUT, script } from "./places";
import { MONITORING_STEP } from "./step-names";

const FACTS = "Collected";

/** A value of collected.json, for conditions. */
export function collected(path: string): JsonGet {
  return jsonGet(MONITORING_STEP.collect, FACTS, path);
}

/** S3 URI of what Collect writes, or of a part of it. */
export function collectedUri(...path: readonly string[]): Expression {
  const uri = processingOutput(MONITORING_STEP.collect, "collected");
  return path.length === 0 ? uri : join("/", [uri, ...path]);
}

/** What Collect writes, as an input of later jobs. */
export const COLLECTED_INPUT = { name: "collected", uri: collectedUri(), path: `${INPUT}/collected` };

/** Makes tables of what was asked and answered in the window, with labels, baselines and models of the versions. */
export function collectStep(inputs: MonitoringInputs): ProcessingStep {
  const { config, monitoring } = inputs;
  const { entrypoint, settings } = script("collect");
  return {
    Name: MONITORING_STEP.collect,
    Type: "Processing",
    Arguments: processingArguments(inputs, MONITORING_STEP.collect, {
      image: imagesOf(inputs).jobs,
      roleArn: monitoring.roleArn,
      instance: config.instances.monitoring,
      entrypoint,
      arguments: [
        ...settings,
        "--output",
        `${OUTPUT}/collected`,
        "--window-end",
        monitoringParameter("WindowEnd"),
        "--started",
        execution("StartDateTime"),
        "--execution",
        execution("PipelineExecutionId"),
      ],
      inputs: [codeInput(inputs)],
      outputs: [
        { name: "collected", path: `${OUTPUT}/collected`, uri: monitoringRunUri(inputs, "collected") },
      ],
      // It chooses files of another account by ledger and time, and asks the registry: no input can do that.
      isolated: false,
    }),
    PropertyFiles: [{ PropertyFileName: FACTS, OutputName: "collected", FilePath: COLLECTED_FILE }],
    RetryPolicies: JOB_RETRIES,
  };
}
