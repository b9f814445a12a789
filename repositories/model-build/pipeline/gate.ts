import { atLeastOrMost, metricOf } from "../../shared/metrics";
import { evaluation, measured } from "./evaluate";
import { join, processingOutput } from "./expressions";
import { NO_CHAMPION, parameter } from "./parameters";
import { STEP } from "./step-names";
import type { BranchStep, Condition, ConditionStep, FailStep, PipelineInputs } from "./types";

/**
 * Goes on only with a model that is good enough, and better than the one in production if there is one. Both limits are
 * literals from config.yaml, so that only a reviewed commit can change them.
 */
export function gateStep(inputs: PipelineInputs, good: readonly BranchStep[]): ConditionStep {
  return {
    Name: STEP.gate,
    Type: "Condition",
    Arguments: { Conditions: conditions(inputs), IfSteps: good, ElseSteps: [notGoodEnough(inputs)] },
  };
}

function limit({ problem, metric }: PipelineInputs["config"]): "at least" | "at most" {
  return atLeastOrMost(metricOf(problem, metric) ?? { higherIsBetter: true });
}

function conditions({ config }: PipelineInputs): Condition[] {
  const { metric, threshold, improvement } = config;
  return [
    {
      Type: limit(config) === "at least" ? "GreaterThanOrEqualTo" : "LessThanOrEqualTo",
      LeftValue: measured(config),
      RightValue: threshold,
    },
    {
      Type: "Or",
      Conditions: [
        { Type: "Equals", LeftValue: parameter("ChampionVersion"), RightValue: NO_CHAMPION },
        {
          // Above 0 is better, whatever the metric's direction.
          Type: "GreaterThanOrEqualTo",
          LeftValue: evaluation(`comparison.improvement.${metric}`),
          RightValue: improvement,
        },
      ],
    },
  ];
}

/** Ends the execution as failed: one that registers nothing must not look like a success. */
function notGoodEnough({ config }: PipelineInputs): FailStep {
  const { metric, threshold, improvement } = config;
  return {
    Name: STEP.notGoodEnough,
    Type: "Fail",
    Arguments: {
      ErrorMessage: join("", [
        `the model is not good enough: ${metric} is `,
        measured(config),
        `, needed ${limit(config)} ${threshold}; compared with the version in production (`,
        parameter("ChampionVersion"),
        `) it is better by `,
        evaluation(`comparison.improvement.${metric}`),
        `, needed at least ${improvement}; all metrics are in `,
        processingOutput(STEP.evaluate, "evaluation"),
        "/evaluation.json",
      ]),
    },
  };
}
