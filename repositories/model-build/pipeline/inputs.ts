import { InvalidInput } from "../../shared/problems";
import { labelProblems, namesOf } from "./columns";
import { hyperparameterProblems, readKnownHyperparameters } from "./hyperparameters";
import { imageProblems } from "./images";
import type { PipelineInputs } from "./types";

/** Services that make baselines, by their key in config.yaml. */
export type BaselineService = "modelMonitor" | "clarify";

/**
 * Whether contract, config.yaml, columns and hyperparameters fit together.
 *
 * @throws InvalidInput that names everything that does not.
 */
export function checkInputs(inputs: PipelineInputs): void {
  const { config, columns } = inputs;
  const problems = [
    ...hyperparameterProblems(config.framework, config.hyperparameters, readKnownHyperparameters()),
    ...imageProblems(inputs),
    ...labelProblems(columns, config.problem),
    ...biasProblems(inputs),
    ...serviceProblems(inputs, "modelMonitor"),
    ...serviceProblems(inputs, "clarify"),
  ];
  if (problems.length > 0) {
    throw new InvalidInput("config.yaml", problems);
  }
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

/** Groups of columns that are not there, and bias of what nobody calls favourable. */
function biasProblems({ config, columns }: PipelineInputs): string[] {
  const kept = namesOf(columns.protected);
  const groups = config.bias.flatMap(({ facet, values }, index) => {
    const column = columns.protected.find(({ name }) => name === facet);
    if (column === undefined) {
      return [
        `bias.${index}.facet is "${facet}", but must be a protected column of steps/columns.json: ` +
          (kept.length === 0 ? "it has none" : kept.join(", ")),
      ];
    }
    const type = column.kind === "number" ? "number" : "string";
    return values.every((value) => typeof value === type)
      ? []
      : [
          `bias.${index}.values must be ${type === "number" ? "whole numbers" : "texts"}: ${facet} is of kind ${column.kind}`,
        ];
  });
  return config.bias.length === 0 ? groups : [...groups, ...favourableProblems({ config, columns })];
}

function favourableProblems({ config, columns }: Pick<PipelineInputs, "config" | "columns">): string[] {
  const { favourable } = columns.label;
  if (config.problem === "binary") {
    return [];
  }
  if (favourable === undefined) {
    return [
      `bias is measured, but steps/columns.json does not say what is favourable: give label.favourable for a ` +
        `${config.problem} problem, or write bias: []`,
    ];
  }
  return config.baselines.clarify && !Array.isArray(favourable) && "below" in favourable
    ? [
        "baselines.clarify is true, but must be false: Clarify measures bias of numbers above a limit only, and " +
          "label.favourable of steps/columns.json is below one",
      ]
    : [];
}
