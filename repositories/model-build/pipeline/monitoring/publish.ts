import { execution } from "../expressions";
import { imagesOf } from "../images";
import type { JobInput } from "../jobs";
import { JOB_RETRIES, processingArguments } from "../jobs";
import type { ProcessingStep } from "../types";
import { COLLECTED_INPUT } from "./collect";
import type { MonitoringInputs } from "./inputs";
import { monitoringParameter } from "./parameters";
import { codeInput, INPUT, monitoringRunUri, OUTPUT, script } from "./places";

/** What a window was judged by. */
export interface Findings {
  /** Option of publish.py that takes the folder: that of Judge, or one with a folder for each check. */
  readonly option: "--judged" | "--checks";
  readonly folder: string;
  /** What lies in it. */
  readonly inputs: readonly JobInput[];
  /** Steps that have to end before, as far as the inputs do not say it. @default none */
  readonly after?: readonly string[];
}

/**
 * Writes the report, sends the metrics, hands on joined rows, and last notes in the ledger what has been counted.
 *
 * @param findings - Left out where there was nothing to judge.
 */
export function publishStep(inputs: MonitoringInputs, name: string, findings?: Findings): ProcessingStep {
  const { config, monitoring } = inputs;
  const { entrypoint, settings } = script("publish");
  return {
    Name: name,
    Type: "Processing",
    ...(findings?.after === undefined ? {} : { DependsOn: findings.after }),
    Arguments: processingArguments(inputs, name, {
      image: imagesOf(inputs).jobs,
      roleArn: monitoring.roleArn,
      instance: config.instances.monitoring,
      entrypoint,
      arguments: [
        ...settings,
        "--collected",
        `${INPUT}/collected`,
        ...(findings === undefined ? [] : [findings.option, findings.folder]),
        "--output",
        `${OUTPUT}/published`,
        "--reason",
        monitoringParameter("Reason"),
        "--execution",
        execution("PipelineExecutionId"),
      ],
      inputs: [codeInput(inputs), COLLECTED_INPUT, ...(findings?.inputs ?? [])],
      outputs: [
        { name: "published", path: `${OUTPUT}/published`, uri: monitoringRunUri(inputs, "published") },
      ],
      // Metrics and the ledger, which has to be written last, are calls.
      isolated: false,
    }),
    RetryPolicies: JOB_RETRIES,
  };
}
