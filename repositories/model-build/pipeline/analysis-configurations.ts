import { classesOf, namesOf } from "./columns";
import type { PipelineInputs } from "./types";

/** What an analysis configuration is made from. */
export type AnalysisInputs = Pick<PipelineInputs, "config" | "columns">;

/**
 * Names of the files below the code. Clarify looks for a file of that very name (developer guide 2022, Configure the
 * Analysis; sagemaker-python-sdk uploads them so), so each has a folder of its own.
 */
export const ANALYSIS_FILE = {
  dataBias: "clarify/data-bias/analysis_config.json",
  modelBias: "clarify/model-bias/analysis_config.json",
  explainability: "clarify/explainability/analysis_config.json",
  /** For monitors of production, which find them in the version's DriftCheckBaselines. */
  biasMonitor: "clarify/bias-monitor/analysis_config.json",
  explainabilityMonitor: "clarify/explainability-monitor/analysis_config.json",
  /** For the monitoring pipeline: what was captured has the features only. */
  captured: "clarify/captured/analysis_config.json",
} as const;

/** Rows of a request to the model for each row that is explained: more are slower and more exact. */
const SHAP_SAMPLES = 200;
/** Above which probability a model says that a row is of the positive class, which has index 1. */
const PROBABILITY_THRESHOLD = 0.5;

/**
 * The configurations of Clarify, for the tools to upload with the code: JSON by file name.
 *
 * Keys: sagemaker-python-sdk, clarify.py (ANALYSIS_CONFIG_SCHEMA_V1_0) and workflow/clarify_check_step.py; monitors:
 * model_monitor/clarify_model_monitoring.py.
 */
export function analysisConfigurations(inputs: AnalysisInputs): Readonly<Record<string, string>> {
  const { columns, config } = inputs;
  const bias = (files: Readonly<Record<string, object>>) => (config.bias.length === 0 ? {} : files);
  return texts({
    ...bias({
      [ANALYSIS_FILE.dataBias]: dataBias(inputs),
      [ANALYSIS_FILE.modelBias]: modelBias(inputs),
    }),
    [ANALYSIS_FILE.explainability]: explainability(inputs),
    ...bias({ [ANALYSIS_FILE.biasMonitor]: { ...groups(inputs), label: columns.label.name } }),
    [ANALYSIS_FILE.explainabilityMonitor]: {
      methods: shap(),
      predictor: predictor(inputs),
      headers: namesOf(columns.features),
    },
  });
}

/** Those of the monitoring pipeline, where AWS's containers judge. */
export function monitoringConfigurations(inputs: AnalysisInputs): Readonly<Record<string, string>> {
  return texts({
    ...(inputs.config.bias.length === 0 ? {} : { [ANALYSIS_FILE.modelBias]: modelBias(inputs) }),
    [ANALYSIS_FILE.captured]: {
      version: "1.0",
      dataset_type: "text/csv",
      methods: { ...shap(), ...report("What the model looks at") },
      predictor: predictor(inputs),
    },
  });
}

function texts(files: Readonly<Record<string, object>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, `${JSON.stringify(content, undefined, 2)}\n`]),
  );
}

/** bias.csv has a header, from which Clarify reads the names; so no headers are given (Analysis Configuration Files). */
function dataset({ columns }: AnalysisInputs) {
  return { version: "1.0", dataset_type: "text/csv", label: columns.label.name };
}

/**
 * Protected columns are in the data set, but the model does not know them: `excluded_columns` are not sent to it, the
 * label never is (Analysis Configuration Files, excluded_columns).
 */
function hidden({ columns }: AnalysisInputs) {
  return columns.protected.length === 0 ? {} : { excluded_columns: namesOf(columns.protected) };
}

/** bias.csv holds classes by their index. Of numbers, those above one are favourable: `label_values_or_threshold`. */
function favourable({ config, columns }: AnalysisInputs): number[] {
  const { favourable: hoped } = columns.label;
  if (config.problem === "binary") {
    return [1];
  }
  if (Array.isArray(hoped)) {
    const classes = classesOf(columns, config.problem);
    return hoped.map((name) => classes.indexOf(name));
  }
  return hoped !== undefined && "above" in hoped ? [hoped.above] : [];
}

function groups(inputs: AnalysisInputs) {
  const { config } = inputs;
  return {
    label_values_or_threshold: favourable(inputs),
    facet: config.bias.map(({ facet, values }) => ({ name_or_index: facet, value_or_threshold: values })),
  };
}

/**
 * The endpoint that Clarify makes for the analysis and deletes afterwards. The step names the model (ModelName), so
 * nothing here does. The answer is one number per row, or the probability of each class: Clarify takes the class with the
 * highest one, by `label_headers`.
 */
function predictor({ config, columns }: AnalysisInputs) {
  return {
    instance_type: config.instances.shadowEndpoint.type,
    initial_instance_count: 1,
    // The role may make endpoints of this name only.
    endpoint_name_prefix: "sm-clarify",
    content_type: "text/csv",
    accept_type: "text/csv",
    ...(config.problem === "multiclass"
      ? { label_headers: classesOf(columns, config.problem).map((_, index) => index) }
      : {}),
  };
}

/** Without rows to compare with, Clarify takes the centers of `num_clusters` clusters: 1 is the average application. */
function shap() {
  return {
    shap: {
      num_clusters: 1,
      num_samples: SHAP_SAMPLES,
      agg_method: "mean_abs",
      use_logit: false,
      // Explanations of single applications are nobody's business here.
      save_local_shap_values: false,
      seed: 1,
    },
  };
}

const report = (title: string) => ({ report: { name: "report", title } });

function dataBias(inputs: AnalysisInputs): object {
  return {
    ...dataset(inputs),
    ...groups(inputs),
    methods: { pre_training_bias: { methods: "all" }, ...report("Bias of the data") },
  };
}

function modelBias(inputs: AnalysisInputs): object {
  const { problem } = inputs.config;
  return {
    ...dataset(inputs),
    ...hidden(inputs),
    ...groups(inputs),
    ...(problem === "binary" ? { probability_threshold: PROBABILITY_THRESHOLD } : {}),
    methods: { post_training_bias: { methods: "all" }, ...report("Bias of the model") },
    // Without `label`, Clarify takes a single number for a probability.
    predictor: { ...predictor(inputs), ...(problem === "regression" ? { label: 0 } : {}) },
  };
}

function explainability(inputs: AnalysisInputs): object {
  return {
    ...dataset(inputs),
    ...hidden(inputs),
    methods: { ...shap(), ...report("What the model looks at") },
    predictor: predictor(inputs),
  };
}
