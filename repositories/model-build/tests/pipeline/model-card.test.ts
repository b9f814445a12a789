import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { metricNames } from "../../../shared/metrics";
import type { Columns } from "../../pipeline/columns";
import { modelCardContent } from "../../pipeline/model-card";
import { CLASSES, CONFIG, inputs, MULTICLASS, XGBOOST } from "./fixtures";

const METRICS = metricNames("binary");

/** What SageMaker puts in place of expressions when the pipeline runs. */
const VALUES: Readonly<Record<string, string>> = {
  "Steps.Train.ModelArtifacts.S3ModelArtifacts": "s3://artifacts/runs/mortgage/a1/Train/model.tar.gz",
  "Steps.Train.TrainingJobArn": "arn:training-job",
  "Steps.Evaluate.ProcessingJobArn": "arn:processing-job",
  "Execution.PipelineExecutionArn": "arn:execution",
  "Parameters.GitCommit": "4f2a1c0",
  "Parameters.Repository": "https://dev.azure.com/example/ml/_git/model-build-mortgage",
  "Parameters.BuildUrl": "https://dev.azure.com/example/ml/_apis/build/builds/17",
  "Parameters.RequestedBy": "Ada Lovelace",
  "Parameters.Reason": "drift of income",
  "Parameters.InputDataUri": "s3://data/curated/applications/",
  "Parameters.ChampionVersion": "none",
  "data.version": "sha256:00ff",
  ...Object.fromEntries(
    metricNames("multiclass").map((metric) => [`multiclass_classification_metrics.${metric}.value`, "0.5"]),
  ),
  ...Object.fromEntries(
    [...new Set([...METRICS, ...metricNames("multiclass")])].flatMap((metric, index) => [
      [`binary_classification_metrics.${metric}.value`, `0.${index + 1}`],
      [`comparison.improvement.${metric}`, "1.0E-4"],
    ]),
  ),
};

function cardOf(
  config: Parameters<typeof inputs>[0] = {},
  columns: Columns = inputs().columns,
): Record<string, unknown> {
  const { Values } = modelCardContent({ ...inputs(config), columns })["Std:Join"];
  const parts = Values.map((value) => {
    if (typeof value === "string") {
      return value;
    }
    const key = "Get" in value ? value.Get : "Std:JsonGet" in value ? value["Std:JsonGet"].Path : "";
    const late = VALUES[key];
    assert.ok(late !== undefined, `no value for ${key}`);
    return late;
  });
  return JSON.parse(parts.join("")) as Record<string, unknown>;
}

describe("the model card", () => {
  it("is JSON in the schema of versions once the pipeline has filled it in", () => {
    const metricData = (value: (index: number) => number): object[] =>
      METRICS.map((name, index) => ({ name, type: "number", value: value(index) }));
    assert.deepEqual(cardOf(), {
      model_overview: {
        model_creator: "credit",
        model_artifact: ["s3://artifacts/runs/mortgage/a1/Train/model.tar.gz"],
      },
      intended_uses: {
        purpose_of_model: 'Says "yes" or "no".',
        intended_uses: "uses",
        factors_affecting_model_efficiency: "factors",
        risk_rating: "High",
        explanations_for_risk_rating: "explanation",
      },
      business_details: {
        business_problem: "problem",
        business_stakeholders: "stakeholders",
        line_of_business: "line",
      },
      training_details: {
        objective_function: {
          function: { function: "Maximize", facet: "auc" },
          notes:
            "The gate asked for auc of at least 0.75, and for 0.01 better than the version in production.",
        },
        training_job_details: {
          training_arn: "arn:training-job",
          training_datasets: ["s3://data/curated/applications/"],
          training_environment: { container_image: [XGBOOST] },
          hyper_parameters: [
            { name: "max_depth", value: "3" },
            { name: "eta", value: "0.1" },
            { name: "subsample", value: "0.5" },
            { name: "seed", value: "7" },
          ],
        },
      },
      evaluation_details: [
        {
          name: "Hold-out",
          evaluation_observation: "Measured on rows that no version was trained with. The gate looks at auc.",
          evaluation_job_arn: "arn:processing-job",
          metric_groups: [
            { name: "binary classification", metric_data: metricData((index) => (index + 1) / 10) },
            { name: "better than the version in production by", metric_data: metricData(() => 0.0001) },
          ],
        },
      ],
      additional_information: {
        ethical_considerations: "ethics",
        caveats_and_recommendations: "caveats",
        custom_details: {
          environment: "automation",
          "git commit": "4f2a1c0",
          repository: "https://dev.azure.com/example/ml/_git/model-build-mortgage",
          build: "https://dev.azure.com/example/ml/_apis/build/builds/17",
          "requested by": "Ada Lovelace",
          reason: "drift of income",
          "pipeline execution": "arn:execution",
          "data version": "sha256:00ff",
          "compared with": "none",
          problem: "binary",
          framework: "xgboost",
          label: "approved",
          features: "income, amount",
          "protected columns": "male, older",
        },
      },
    });
  });

  it("tells of the classes, of the kinds of columns, and of a metric that is better the lower it is", () => {
    const { training_details: training, additional_information: additional } = cardOf(MULTICLASS, CLASSES);
    assert.deepEqual((training as { objective_function: unknown }).objective_function, {
      function: { function: "Minimize", facet: "log_loss" },
      notes:
        "The gate asked for log_loss of at most 0.9, and for 0.01 better than the version in production.",
    });
    const { classes, features, label, ...others } = (additional as { custom_details: Record<string, string> })
      .custom_details;
    assert.deepEqual(
      [label, classes, features],
      ["species", "a, b, c", "income, town (category), opened (date)"],
    );
    assert.equal(others["protected columns"], "sex (category)");
  });

  it("spreads a long list over several details, since one holds 1,024 characters", () => {
    const many = Array.from(
      { length: 100 },
      (_, index) => `feature_number_${String(index).padStart(3, "0")}`,
    ).map((name) => ({ name, kind: "number" as const }));
    const wide = { ...inputs(), columns: { ...inputs().columns, features: many } };
    const { Values } = modelCardContent(wide)["Std:Join"];
    const text = Values.filter((value) => typeof value === "string").join("");
    const lists = Array.from(text.matchAll(/"(features(?: \d)?)":"(.*?)"/g), ([, name, list]) => [
      name,
      list?.length,
    ]);
    assert.deepEqual(lists, [
      ["features", 1018],
      ["features 2", 978],
    ]);
  });

  it("fails when the card could be longer than SageMaker takes", () => {
    const hyperparameters = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`parameter_${index}`, "x".repeat(1_000)]),
    );
    assert.throws(() => modelCardContent(inputs({ ...CONFIG, hyperparameters })), {
      message:
        /^the model card could have 1\d{5} characters, but SageMaker takes 100000: shorten card in config\.yaml$/,
    });
  });
});
