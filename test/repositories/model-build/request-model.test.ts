import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseColumns, readColumns } from "../../../repositories/model-build/pipeline/columns";
import { readConfig } from "../../../repositories/model-build/pipeline/config";
import { parseContract } from "../../../repositories/model-build/pipeline/contract";
import type { MonitoringInputs } from "../../../repositories/model-build/pipeline/monitoring/inputs";
import {
  validDefinition,
  validMonitoringDefinition,
} from "../../../repositories/model-build/pipeline/valid-definition";
import { requestProblems } from "./request-model";
import { MODEL_BUILD } from "./step-runs";

function inputs(engine: "own" | "sagemaker" = "own"): MonitoringInputs {
  const contract = parseContract(readFileSync(join(MODEL_BUILD, "tests/sample-contract.json"), "utf8"));
  assert.ok(contract.monitoring);
  return {
    contract,
    config: readConfig().profiles.production,
    columns: readColumns(),
    code: "s3://artifacts/code/mortgage/0123456789abcdef",
    monitoring: { ...contract.monitoring, engine },
  };
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("arguments of steps, before the SDK's model of the requests", () => {
  for (const [what, definition] of [
    ["the pipeline of a model", () => validDefinition(inputs())],
    ["its monitoring", () => validMonitoringDefinition(inputs())],
    ["its monitoring by AWS's containers", () => validMonitoringDefinition(inputs("sagemaker"))],
  ] as const) {
    it(`are what the API takes: ${what}`, () => {
      assert.deepEqual(requestProblems(asJson(definition())), []);
    });
  }

  it("are what the API takes: PyTorch on spot capacity, for a number, without groups", () => {
    const { config, ...others } = inputs();
    const { instances } = config;
    const definition = validDefinition({
      ...others,
      config: {
        ...config,
        problem: "regression",
        framework: "pytorch",
        metric: "rmse",
        hyperparameters: {},
        bias: [],
        instances: { ...instances, training: { ...instances.training, spot: true } },
      },
      columns: parseColumns(
        '{"label": "price", "features": ["rooms", {"name": "town", "kind": "category"}]}',
      ),
    });
    assert.deepEqual(requestProblems(asJson(definition)), []);
  });

  it("fail with a member that the API does not know, one that lacks, and one of another type", () => {
    const definition = asJson(validMonitoringDefinition(inputs())) as {
      readonly Steps: readonly { readonly Arguments: Record<string, never> }[];
    };
    const [collect, judge, publish] = definition.Steps.map(
      ({ Arguments }) => Arguments as Record<string, Record<string, unknown>>,
    );
    Object.assign(collect?.NetworkConfig ?? {}, { Isolated: true });
    Reflect.deleteProperty(judge?.AppSpecification ?? {}, "ImageUri");
    Object.assign(publish?.StoppingCondition ?? {}, { MaxRuntimeInSeconds: "3600" });
    assert.deepEqual(requestProblems(definition), [
      "Collect.NetworkConfig has no Isolated",
      "Judge.AppSpecification lacks ImageUri",
      "Publish.StoppingCondition.MaxRuntimeInSeconds is no number",
    ]);
  });
});
