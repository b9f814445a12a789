import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { EVALUATION_KEY, METRICS, PROBLEMS } from "../../../shared/metrics";
import { gateStep } from "../../pipeline/gate";
import { asJson, evaluated, inputs } from "./fixtures";

/** Metrics that are better the lower they are; written out, so that a direction does not turn unseen. */
const LOWER = ["log_loss", "rmse", "mae"];

describe("the gate", () => {
  for (const problem of PROBLEMS) {
    for (const { name: metric } of METRICS[problem]) {
      const lower = LOWER.includes(metric);
      const value = evaluated(`${EVALUATION_KEY[problem]}.${metric}.value`);
      it(`asks for ${metric} of a ${problem} problem ${lower ? "at most" : "at least"}, and better than in production`, () => {
        const step = gateStep(inputs({ problem, metric, threshold: 0.8, improvement: 0.02 }), []);
        assert.deepEqual(asJson(step), {
          Name: "Gate",
          Type: "Condition",
          Arguments: {
            Conditions: [
              {
                Type: lower ? "LessThanOrEqualTo" : "GreaterThanOrEqualTo",
                LeftValue: value,
                RightValue: 0.8,
              },
              {
                Type: "Or",
                Conditions: [
                  { Type: "Equals", LeftValue: { Get: "Parameters.ChampionVersion" }, RightValue: "none" },
                  {
                    Type: "GreaterThanOrEqualTo",
                    LeftValue: evaluated(`comparison.improvement.${metric}`),
                    RightValue: 0.02,
                  },
                ],
              },
            ],
            IfSteps: [],
            ElseSteps: [
              {
                Name: "NotGoodEnough",
                Type: "Fail",
                Arguments: {
                  ErrorMessage: {
                    "Std:Join": {
                      On: "",
                      Values: [
                        `the model is not good enough: ${metric} is `,
                        value,
                        `, needed ${lower ? "at most" : "at least"} 0.8; compared with the version in production (`,
                        { Get: "Parameters.ChampionVersion" },
                        ") it is better by ",
                        evaluated(`comparison.improvement.${metric}`),
                        ", needed at least 0.02; all metrics are in ",
                        {
                          Get: "Steps.Evaluate.ProcessingOutputConfig.Outputs['evaluation'].S3Output.S3Uri",
                        },
                        "/evaluation.json",
                      ],
                    },
                  },
                },
              },
            ],
          },
        });
      });
    }
  }
});
