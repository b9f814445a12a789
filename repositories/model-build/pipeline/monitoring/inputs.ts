import { InvalidInput } from "../../../shared/problems";
import type { MonitoringContract, MonitorKind } from "../contract-schema";
import type { BaselineService } from "../inputs";
import { imageProblems } from "../images";
import type { PipelineInputs } from "../types";

/** What the definition of a monitoring pipeline is made from; the code is that of the monitoring. */
export interface MonitoringInputs extends PipelineInputs {
  readonly monitoring: MonitoringContract;
}

/** Kinds that a service of AWS looks at with the engine sagemaker, by the key of its image. */
const SERVICES: Readonly<Record<BaselineService, readonly MonitorKind[]>> = {
  modelMonitor: ["dataQuality", "drift", "modelQuality"],
  clarify: ["bias", "explainability"],
};

/**
 * Whether the contract's monitoring and config.yaml fit together.
 *
 * @throws InvalidInput that names everything that does not.
 */
export function checkMonitoringInputs(inputs: MonitoringInputs): void {
  const problems = [
    ...imageProblems(inputs),
    ...serviceProblems(inputs, "modelMonitor"),
    ...serviceProblems(inputs, "clarify"),
    ...groupProblems(inputs),
  ];
  if (problems.length > 0) {
    throw new InvalidInput("the model's monitoring", problems);
  }
}

/** Clarify judges groups that are named; the engine own finds some itself. */
function groupProblems({ config, monitoring: { engine, kinds } }: MonitoringInputs): string[] {
  return engine === "sagemaker" && kinds.includes("bias") && config.bias.length === 0
    ? [
        "the engine sagemaker judges bias of groups, but config.yaml names none; name some in bias, or leave the kind " +
          "bias out of the landing zone's settings",
      ]
    : [];
}

/** Versions need the baselines that AWS's containers compare with, and the Region the containers. */
function serviceProblems(
  { contract, config, monitoring }: MonitoringInputs,
  service: BaselineService,
): string[] {
  const kinds = monitoring.kinds.filter((kind) => SERVICES[service].includes(kind));
  if (monitoring.engine === "own" || kinds.length === 0) {
    return [];
  }
  return [
    ...(config.baselines[service]
      ? []
      : [
          `the engine sagemaker compares with baselines of ${service} for ${kinds.join(", ")}, but in config.yaml ` +
            `baselines.${service} is false; make it true, or let the landing zone use the engine own`,
        ]),
    ...(contract.images[service] === undefined
      ? [
          `the engine sagemaker needs ${service} for ${kinds.join(", ")}, which SageMaker does not offer in ` +
            `${contract.region}; let the landing zone use the engine own`,
        ]
      : []),
  ];
}
