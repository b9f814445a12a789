import { imagesOf } from "../images";
import { JOB_RETRIES, processingArguments } from "../jobs";
import type { ProcessingStep } from "../types";
import { COLLECTED_INPUT } from "./collect";
import type { MonitoringInputs } from "./inputs";
import { codeInput, INPUT, monitoringRunUri, OUTPUT, script } from "./places";
import { MONITORING_STEP } from "./step-names";

/** Compares each version's rows with its own baseline. It loads models, so it calls nobody. */
export function judgeStep(inputs: MonitoringInputs): ProcessingStep {
  const { config, monitoring } = inputs;
  const { entrypoint, settings } = script("judge");
  return {
    Name: MONITORING_STEP.judge,
    Type: "Processing",
    Arguments: processingArguments(inputs, MONITORING_STEP.judge, {
      image: imagesOf(inputs).jobs,
      roleArn: monitoring.roleArn,
      instance: config.instances.monitoring,
      entrypoint,
      arguments: [...settings, "--collected", `${INPUT}/collected`, "--output", `${OUTPUT}/judged`],
      inputs: [codeInput(inputs), COLLECTED_INPUT],
      outputs: [{ name: "judged", path: `${OUTPUT}/judged`, uri: monitoringRunUri(inputs, "judged") }],
      isolated: true,
    }),
    RetryPolicies: JOB_RETRIES,
  };
}
