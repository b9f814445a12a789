import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { COLUMNS_FILE, readColumns } from "../../pipeline/columns";
import { PROFILES, readConfig } from "../../pipeline/config";
import { pipelineDefinition } from "../../pipeline/definition";
import type { BranchStep, ConditionStep } from "../../pipeline/types";
import { definitionProblems } from "../../pipeline/validate";
import { asJson, inputs } from "./fixtures";

const named = (steps: readonly { readonly Name: string }[]): string[] => steps.map(({ Name }) => Name);

function branches(config: Parameters<typeof inputs>[0] = {}): {
  good: readonly BranchStep[];
  bad: readonly BranchStep[];
} {
  const gate = pipelineDefinition(inputs(config)).Steps.find(
    ({ Type }) => Type === "Condition",
  ) as ConditionStep;
  return { good: gate.Arguments.IfSteps, bad: gate.Arguments.ElseSteps };
}

describe("the definition", () => {
  it("holds version, parameters and steps, and nothing that SageMaker or the landing zone refuses", () => {
    const definition = pipelineDefinition(inputs());
    assert.deepEqual(Object.keys(definition), ["Version", "Metadata", "Parameters", "Steps"]);
    assert.equal(definition.Version, "2020-12-01");
    assert.deepEqual(definition.Metadata, {});
    assert.deepEqual(named(definition.Steps), ["Preprocess", "Train", "Evaluate", "Gate"]);
    assert.deepEqual(definitionProblems(asJson(definition)), []);
  });

  it("takes twelve parameters, none of which loosens the gate", () => {
    assert.deepEqual(pipelineDefinition(inputs()).Parameters, [
      { Name: "InputDataUri", Type: "String" },
      { Name: "ChampionModelUri", Type: "String" },
      { Name: "ChampionVersion", Type: "String", DefaultValue: "none" },
      { Name: "GitCommit", Type: "String" },
      { Name: "Repository", Type: "String" },
      { Name: "BuildId", Type: "String" },
      { Name: "BuildUrl", Type: "String" },
      { Name: "RequestedBy", Type: "String" },
      { Name: "Reason", Type: "String", DefaultValue: "none" },
      { Name: "FeedbackWindow", Type: "String", DefaultValue: "none" },
      { Name: "SkipBaselineCheck", Type: "Boolean", DefaultValue: true },
      { Name: "RegisterNewBaseline", Type: "Boolean", DefaultValue: true },
    ]);
  });

  it("is the same for the same inputs", () => {
    assert.equal(JSON.stringify(pipelineDefinition(inputs())), JSON.stringify(pipelineDefinition(inputs())));
  });

  const quality = ["DataQuality", "ModelQuality"];
  const clarify = ["CreateModel", "DataBias", "ModelBias", "Explainability"];
  for (const [modelMonitor, withClarify, steps] of [
    [true, true, [...quality, ...clarify, "Register"]],
    [true, false, [...quality, "Register"]],
    [false, true, [...clarify, "Register"]],
    [false, false, ["Register"]],
  ] as const) {
    it(`has, for a good model, the steps ${steps.join(", ")}`, () => {
      const baselines = { modelMonitor, clarify: withClarify };
      const { good, bad } = branches({ baselines });
      assert.deepEqual([named(good), named(bad)], [steps, ["NotGoodEnough"]]);
      assert.deepEqual(definitionProblems(asJson(pipelineDefinition(inputs({ baselines })))), []);
    });
  }

  it("fails with everything that does not fit together", () => {
    const { images } = inputs().contract;
    const wrong = inputs(
      {
        image: "222222222222.dkr.ecr.eu-west-1.amazonaws.com/other:1",
        bias: [{ facet: "income", values: [0] }],
      },
      { images: { xgboost: images.xgboost, modelMonitor: images.modelMonitor } },
    );
    assert.throws(() => pipelineDefinition(wrong), {
      name: "InvalidInput",
      message: [
        "config.yaml cannot be used:",
        '- image is "222222222222.dkr.ecr.eu-west-1.amazonaws.com/other:1", but must be aws, an image of this ' +
          "model's repository, such as 222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/mortgage:4f2a1c0, or an " +
          "approved one, such as 222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/environments/<name>:approved-20260131.1",
        '- bias.0.facet is "income", but must be a protected column of steps/columns.json: male, older',
        "- baselines.clarify is true, but must be false in eu-west-1: SageMaker does not offer the service there",
      ].join("\n"),
    });
  });

  it("differs between profiles only where config.yaml says so", () => {
    const trial = pipelineDefinition(inputs({ threshold: 0.7 }, { profile: "trial" }));
    const production = pipelineDefinition(inputs({ threshold: 0.8 }, { profile: "production" }));
    const text = JSON.stringify(trial);
    assert.notEqual(text, JSON.stringify(production));
    assert.equal(text.replaceAll("0.7", "0.8"), JSON.stringify(production));
  });
});

describe("this repository's config.yaml", () => {
  for (const profile of PROFILES) {
    it(`fits steps/columns.json, and makes a definition for ${profile} that can be used`, () => {
      const config = readConfig().profiles[profile];
      const definition = pipelineDefinition({
        ...inputs({}, { profile }),
        config,
        columns: readColumns(COLUMNS_FILE),
      });
      assert.deepEqual(definitionProblems(asJson(definition)), []);
    });
  }
});
