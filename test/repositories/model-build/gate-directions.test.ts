import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readColumns } from "../../../repositories/model-build/pipeline/columns";
import { readConfig } from "../../../repositories/model-build/pipeline/config";
import { parseContract } from "../../../repositories/model-build/pipeline/contract";
import { gateStep } from "../../../repositories/model-build/pipeline/gate";
import { PARAMETER_DEFINITIONS } from "../../../repositories/model-build/pipeline/parameters";
import { evaluateStep } from "../../../repositories/model-build/pipeline/evaluate";
import {
  EVALUATION_KEY,
  improvementOf,
  METRICS,
  PROBLEMS,
  type Metric,
  type Problem,
} from "../../../repositories/shared/metrics";
import { evaluateConditions } from "../../../simulator/aws/sagemaker/conditions";
import { OTHER_PARAMETERS } from "./gate";
import { MODEL_BUILD } from "./step-runs";

/** The best and the worst value of a metric that the threshold lies between. */
const BETTER_AND_WORSE = (metric: Metric): readonly [number, number] =>
  metric.higherIsBetter ? [0.9, 0.7] : [0.7, 0.9];

/** Whether the gate is open for a value, where production serves a version with another. */
function isOpen(problem: Problem, metric: Metric, value: number, champion?: number): boolean {
  const contract = parseContract(readFileSync(join(MODEL_BUILD, "tests/sample-contract.json"), "utf8"));
  const inputs = {
    contract,
    config: {
      ...readConfig().profiles.production,
      ...{ problem, metric: metric.name, threshold: 0.8, improvement: 0.05 },
    },
    columns: readColumns(),
    code: "s3://artifacts/code/mortgage/0123456789abcdef",
  };
  const { Arguments, ...step } = evaluateStep(inputs);
  const definition = {
    Version: "2020-12-01",
    Parameters: PARAMETER_DEFINITIONS,
    Steps: [
      { ...step, Arguments: { ProcessingOutputConfig: Arguments.ProcessingOutputConfig } },
      gateStep(inputs, []),
    ],
  };
  const evaluation = {
    [EVALUATION_KEY[problem]]: { [metric.name]: { value } },
    comparison: { improvement: { [metric.name]: improvementOf(metric, champion ?? value, value) } },
  };
  return evaluateConditions(JSON.parse(JSON.stringify(definition)), "Gate", {
    parameters: { ...OTHER_PARAMETERS, ChampionVersion: champion === undefined ? "none" : "arn:champion" },
    propertyFiles: { Evaluate: { EvaluationReport: evaluation } },
  }).holds;
}

describe("the gate, asked about each metric in its direction", () => {
  for (const problem of PROBLEMS) {
    for (const metric of METRICS[problem]) {
      it(`takes the better ${metric.name} of a ${problem} problem and refuses the worse`, () => {
        const [better, worse] = BETTER_AND_WORSE(metric);
        assert.equal(isOpen(problem, metric, better), true);
        assert.equal(isOpen(problem, metric, worse), false);
        assert.equal(isOpen(problem, metric, better, worse), true);
        // Good enough by itself, and no better than what serves.
        assert.equal(isOpen(problem, metric, better, better), false);
      });
    }
  }
});
