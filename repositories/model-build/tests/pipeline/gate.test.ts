import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { METRICS } from "../../pipeline/config";
import { gateStep } from "../../pipeline/gate";
import { asJson, evaluated, inputs } from "./fixtures";

describe("the gate", () => {
  for (const metric of METRICS) {
    it(`asks for ${metric}, and for more of it than the version in production has`, () => {
      assert.deepEqual(asJson(gateStep(inputs({ metric, threshold: 0.8, improvement: 0.02 }), [])), {
        Name: "Gate",
        Type: "Condition",
        Arguments: {
          Conditions: [
            {
              Type: "GreaterThanOrEqualTo",
              LeftValue: evaluated(`binary_classification_metrics.${metric}.value`),
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
                      evaluated(`binary_classification_metrics.${metric}.value`),
                      ", needed 0.8; compared with the version in production (",
                      { Get: "Parameters.ChampionVersion" },
                      ") it changes by ",
                      evaluated(`comparison.improvement.${metric}`),
                      ", needed 0.02; all metrics are in ",
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
});
