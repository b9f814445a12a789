import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  ANALYSIS_FILE,
  analysisConfigurations,
  monitoringConfigurations,
} from "../../pipeline/analysis-configurations";
import { COLUMNS, CONFIG } from "./fixtures";

const DATASET = { version: "1.0", dataset_type: "text/csv", label: "approved" };
const GROUPS = {
  label_values_or_threshold: [1],
  facet: [{ name_or_index: "male", value_or_threshold: [0] }],
};
const PREDICTOR = {
  instance_type: "ml.m5d.large",
  initial_instance_count: 1,
  endpoint_name_prefix: "sm-clarify",
  content_type: "text/csv",
  accept_type: "text/csv",
};
const SHAP = {
  num_clusters: 1,
  num_samples: 200,
  agg_method: "mean_abs",
  use_logit: false,
  save_local_shap_values: false,
  seed: 1,
};

describe("the configurations of Clarify", () => {
  const files = analysisConfigurations({ config: CONFIG, columns: COLUMNS });
  const parsed = (name: string): unknown => JSON.parse(files[name] ?? "null");

  it("are five, each named as Clarify looks for it", () => {
    assert.deepEqual(Object.keys(files), [
      "clarify/data-bias/analysis_config.json",
      "clarify/model-bias/analysis_config.json",
      "clarify/explainability/analysis_config.json",
      "clarify/bias-monitor/analysis_config.json",
      "clarify/explainability-monitor/analysis_config.json",
    ]);
  });

  it("measure the bias of the data without a model", () => {
    assert.deepEqual(parsed(ANALYSIS_FILE.dataBias), {
      ...DATASET,
      ...GROUPS,
      methods: {
        pre_training_bias: { methods: "all" },
        report: { name: "report", title: "Bias of the data" },
      },
    });
  });

  it("measure the bias of the model, which is not told the protected columns", () => {
    assert.deepEqual(parsed(ANALYSIS_FILE.modelBias), {
      ...DATASET,
      excluded_columns: ["male", "older"],
      ...GROUPS,
      probability_threshold: 0.5,
      methods: {
        post_training_bias: { methods: "all" },
        report: { name: "report", title: "Bias of the model" },
      },
      predictor: PREDICTOR,
    });
  });

  it("explain the model, which is not told the protected columns", () => {
    assert.deepEqual(parsed(ANALYSIS_FILE.explainability), {
      ...DATASET,
      excluded_columns: ["male", "older"],
      methods: { shap: SHAP, report: { name: "report", title: "What the model looks at" } },
      predictor: PREDICTOR,
    });
  });

  it("tell monitors of production what to look at", () => {
    assert.deepEqual(parsed(ANALYSIS_FILE.biasMonitor), { ...GROUPS, label: "approved" });
    assert.deepEqual(parsed(ANALYSIS_FILE.explainabilityMonitor), {
      methods: { shap: SHAP },
      predictor: PREDICTOR,
      headers: ["income", "amount"],
    });
  });

  it("are two for the monitoring, which sees the features only where nobody has labelled a row", () => {
    const monitoring = monitoringConfigurations({ config: CONFIG, columns: COLUMNS });
    assert.deepEqual(Object.keys(monitoring), [
      "clarify/model-bias/analysis_config.json",
      "clarify/captured/analysis_config.json",
    ]);
    assert.equal(monitoring[ANALYSIS_FILE.modelBias], files[ANALYSIS_FILE.modelBias]);
    assert.deepEqual(JSON.parse(monitoring[ANALYSIS_FILE.captured] ?? "null"), {
      version: "1.0",
      dataset_type: "text/csv",
      methods: { shap: SHAP, report: { name: "report", title: "What the model looks at" } },
      predictor: PREDICTOR,
    });
  });
});
