import { InvalidInput } from "../../shared/problems";
import type { PipelineInputs } from "./types";

/** Stands for the image that AWS offers. */
export const OFFERED_IMAGE = "xgboost";

/** Services that make baselines, by their key in config.yaml. */
export type BaselineService = "modelMonitor" | "clarify";

/**
 * Whether contract, config.yaml and columns fit together.
 *
 * @throws InvalidInput that names everything that does not.
 */
export function checkInputs(inputs: PipelineInputs): void {
  const problems = [
    ...imageProblems(inputs),
    ...biasProblems(inputs),
    ...serviceProblems(inputs, "modelMonitor"),
    ...serviceProblems(inputs, "clarify"),
  ];
  if (problems.length > 0) {
    throw new InvalidInput("config.yaml", problems);
  }
}

/** Images come from AWS or from the model's own repository: any other has not been scanned. */
export function imageProblems({ contract, config }: Pick<PipelineInputs, "contract" | "config">): string[] {
  const own = contract.imageRepositoryUri;
  if (config.image === OFFERED_IMAGE || [":", "@"].some((mark) => config.image.startsWith(own + mark))) {
    return [];
  }
  return [
    `image is "${config.image}", but must be ${OFFERED_IMAGE} or an image of this model's repository, such as ${own}:4f2a1c0`,
  ];
}

/** A service that is wanted has to be offered: a version without a bias report must not come as a surprise. */
export function serviceProblems({ contract, config }: PipelineInputs, service: BaselineService): string[] {
  if (!config.baselines[service] || contract.images[service] !== undefined) {
    return [];
  }
  return [
    `baselines.${service} is true, but must be false in ${contract.region}: SageMaker does not offer the service there`,
  ];
}

function biasProblems({ config, columns }: PipelineInputs): string[] {
  return config.bias.flatMap(({ facet }, index) =>
    columns.protected.includes(facet)
      ? []
      : [
          `bias.${index}.facet is "${facet}", but must be a protected column of steps/columns.json: ` +
            columns.protected.join(", "),
        ],
  );
}
