import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PROBLEMS } from "../../../shared/metrics";
import { ANALYSIS_FILE, analysisConfigurations } from "../../pipeline/analysis-configurations";
import type { Columns } from "../../pipeline/columns";
import type { ProfileConfig } from "../../pipeline/config";
import { pipelineDefinition } from "../../pipeline/definition";
import {
  hyperparameterProblems,
  readKnownHyperparameters,
  type KnownHyperparameters,
} from "../../pipeline/hyperparameters";
import type { ConditionStep, PipelineInputs } from "../../pipeline/types";
import { definitionProblems } from "../../pipeline/validate";
import { asJson, CLASSES, COLUMNS, inputs, MULTICLASS, PRICES, REGRESSION } from "./fixtures";

/** What config.yaml says of each problem, and columns for it. */
const SETTINGS: Readonly<Record<string, readonly [Partial<ProfileConfig>, Columns]>> = {
  binary: [{}, COLUMNS],
  multiclass: [MULTICLASS, CLASSES],
  regression: [REGRESSION, PRICES],
};

/** Those of the template that this repository still has. */
const FRAMEWORKS = ["xgboost", "sklearn", "pytorch"].filter((name) => name in readKnownHyperparameters());

function build(problem: string, framework: string, more: Partial<ProfileConfig> = {}): PipelineInputs {
  const [settings, columns] = SETTINGS[problem] ?? [{}, COLUMNS];
  return { ...inputs({ ...settings, framework, hyperparameters: {}, ...more }), columns };
}

interface Good {
  readonly Name: string;
  readonly Arguments: Readonly<Record<string, unknown>>;
}

/** A step of the branch for a good model, as JSON. */
function good(made: PipelineInputs, name: string): Good | undefined {
  const { Arguments } = pipelineDefinition(made).Steps.find(
    ({ Type }) => Type === "Condition",
  ) as ConditionStep;
  return asJson(Arguments.IfSteps.find(({ Name }) => Name === name) ?? null) as Good | undefined;
}

const SCRIPT = { SAGEMAKER_PROGRAM: "inference.py", SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code" };

describe("any problem with any framework", () => {
  for (const problem of PROBLEMS) {
    for (const framework of FRAMEWORKS) {
      it(`makes a definition of a ${problem} problem with ${framework} that can be used`, () => {
        const made = build(problem, framework);
        assert.deepEqual(definitionProblems(asJson(pipelineDefinition(made))), []);
        const register = good(made, "Register")?.Arguments;
        assert.equal(register?.Task, problem === "regression" ? "REGRESSION" : "CLASSIFICATION");
        const [container] = (register.InferenceSpecification as { Containers: { Environment?: object }[] })
          .Containers;
        // AWS's image serves the file of XGBoost itself, if all that goes in and out is numbers.
        const plain = framework === "xgboost" && problem !== "multiclass";
        assert.deepEqual(container?.Environment, plain ? undefined : SCRIPT);
        assert.deepEqual(good(made, "CreateModel")?.Arguments.PrimaryContainer, container);
        const { problem: said, framework: with_ } = register.CustomerMetadataProperties as Record<
          string,
          string
        >;
        assert.deepEqual([said, with_], [problem, framework]);
      });
    }
  }

  it("serves XGBoost by a script if a feature is a text", () => {
    const columns = { ...COLUMNS, features: CLASSES.features };
    const step = good({ ...build("binary", "xgboost"), columns }, "CreateModel");
    assert.deepEqual((step?.Arguments.PrimaryContainer as { Environment: object }).Environment, SCRIPT);
  });

  for (const [problem, type, probability] of [
    ["binary", "BinaryClassification", "probability"],
    ["multiclass", "MulticlassClassification", undefined],
    ["regression", "Regression", undefined],
  ] as const) {
    it(`tells Model Monitor of a ${problem} problem in its words`, () => {
      const { Environment } = good(build(problem, "xgboost"), "ModelQuality")?.Arguments as {
        Environment: Record<string, string>;
      };
      assert.equal(Environment.problem_type, type);
      assert.equal(Environment.probability_attribute, probability);
      assert.equal(Environment.inference_attribute, "prediction");
      assert.equal(Environment.ground_truth_attribute, "label");
    });
  }
});

describe("Clarify, asked about other problems", () => {
  const parsed = (problem: string, file: string): Record<string, unknown> =>
    JSON.parse(analysisConfigurations(build(problem, "xgboost"))[file] ?? "null") as Record<string, unknown>;

  it("takes the class with the highest probability, and the favourable ones by their index", () => {
    const bias = parsed("multiclass", ANALYSIS_FILE.modelBias);
    assert.deepEqual(bias.label_values_or_threshold, [2, 1]);
    assert.deepEqual(bias.facet, [{ name_or_index: "sex", value_or_threshold: ["f"] }]);
    assert.deepEqual((bias.predictor as { label_headers: unknown }).label_headers, [0, 1, 2]);
    assert.equal("probability_threshold" in bias, false);
  });

  it("takes the number itself, and those above a limit for favourable", () => {
    const bias = parsed("regression", ANALYSIS_FILE.modelBias);
    assert.deepEqual(bias.label_values_or_threshold, [250_000]);
    assert.equal((bias.predictor as { label: unknown }).label, 0);
    assert.equal("probability_threshold" in bias, false);
  });

  it("measures no bias where there are no groups, and explains all the same", () => {
    const made = { ...build("binary", "xgboost", { bias: [] }), columns: { ...COLUMNS, protected: [] } };
    assert.deepEqual(definitionProblems(asJson(pipelineDefinition(made))), []);
    assert.deepEqual(
      ["DataBias", "ModelBias", "Explainability"].map((name) => good(made, name)?.Name),
      [undefined, undefined, "Explainability"],
    );
    const { ModelMetrics, DriftCheckBaselines } = good(made, "Register")?.Arguments as Record<string, object>;
    assert.deepEqual(Object.keys(ModelMetrics ?? {}), ["ModelQuality", "ModelDataQuality", "Explainability"]);
    assert.equal("Bias" in (DriftCheckBaselines ?? {}), false);
    assert.deepEqual(Object.keys(analysisConfigurations(made)), [
      ANALYSIS_FILE.explainability,
      ANALYSIS_FILE.explainabilityMonitor,
    ]);
    const { excluded_columns: hidden } = JSON.parse(
      analysisConfigurations(made)[ANALYSIS_FILE.explainability] ?? "null",
    ) as Record<string, unknown>;
    assert.equal(hidden, undefined);
  });
});

describe("what does not fit together", () => {
  const refused = (made: PipelineInputs): readonly string[] => {
    let problems: readonly string[] = [];
    assert.throws(
      () => pipelineDefinition(made),
      (error: Error & { problems: readonly string[] }) => {
        ({ problems } = error);
        return error.name === "InvalidInput";
      },
    );
    return problems;
  };

  it("are hyperparameters that the framework does not know, or refuses", () => {
    const known = {
      trees: {
        rounds: { type: "integer", minimum: 1, maximum: 100, default: 10 },
        eta: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1, default: 0.1 },
        shuffle: { type: "boolean", default: true },
        weights: { type: "text", values: ["none", "balanced"], default: "none" },
      },
    } as const satisfies KnownHyperparameters;
    const given = (values: ProfileConfig["hyperparameters"]): string[] =>
      hyperparameterProblems("trees", values, known);
    assert.deepEqual(given({ rounds: 100, eta: 0.5, shuffle: false, weights: "balanced" }), []);
    assert.deepEqual(given({ rounds: 1.5, eta: 1, shuffle: "yes", weights: "even", depth: 3 }), [
      "hyperparameters.rounds is 1.5, but must be a whole number from 1 on up to 100",
      "hyperparameters.eta is 1, but must be a number above 0 below 1",
      'hyperparameters.shuffle is "yes", but must be true or false',
      'hyperparameters.weights is "even", but must be one of none, balanced',
      "hyperparameters.depth is not known to trees; it has rounds, eta, shuffle, weights",
    ]);
    assert.deepEqual(given({ rounds: 101, eta: 0 }).length, 2);
    assert.deepEqual(hyperparameterProblems("forest", {}, known), [
      'framework is "forest", but must be one of trees',
    ]);
    assert.match(
      refused(build("binary", "xgboost", { hyperparameters: { not_there: 1 } })).join(),
      /^hyperparameters\.not_there is not known to xgboost; it has /,
    );
  });

  it("is a label of another problem", () => {
    assert.deepEqual(refused({ ...build("regression", "xgboost", { bias: [] }), columns: CLASSES }), [
      "steps/columns.json: label.classes has to be left out of a regression: its label is a number",
      'steps/columns.json: label.favourable of a regression is {"above": number} or {"below": number}',
    ]);
  });

  it("is bias where nothing is called favourable, or where Clarify cannot measure it", () => {
    const label = (favourable?: { below: number }): Columns => ({
      ...PRICES,
      label: { name: "price", ...(favourable ? { favourable } : {}) },
    });
    const made = build("regression", "xgboost");
    assert.deepEqual(refused({ ...made, columns: label() }), [
      "bias is measured, but steps/columns.json does not say what is favourable: give label.favourable for a " +
        "regression problem, or write bias: []",
    ]);
    assert.deepEqual(refused({ ...made, columns: label({ below: 3 }) }), [
      "baselines.clarify is true, but must be false: Clarify measures bias of numbers above a limit only, and " +
        "label.favourable of steps/columns.json is below one",
    ]);
    const baselines = { modelMonitor: true, clarify: false };
    const without = { ...build("regression", "xgboost", { baselines }), columns: label({ below: 3 }) };
    assert.deepEqual(definitionProblems(asJson(pipelineDefinition(without))), []);
  });

  it("is a group whose values are of another kind than its column", () => {
    const bias = [{ facet: "sex", values: [0] }];
    assert.deepEqual(refused(build("multiclass", "xgboost", { bias })), [
      "bias.0.values must be texts: sex is of kind category",
    ]);
    assert.deepEqual(refused(build("binary", "xgboost", { bias: [{ facet: "male", values: ["yes"] }] })), [
      "bias.0.values must be whole numbers: male is of kind number",
    ]);
  });
});
