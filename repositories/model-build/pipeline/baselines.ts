import type { Problem } from "../../shared/metrics";
import { InvalidInput } from "../../shared/problems";
import { ANALYSIS_FILE } from "./analysis-configurations";
import type { ProfileConfig } from "./config-schema";
import type { Expression } from "./expressions";
import { processingOutput, property } from "./expressions";
import type { BaselineService } from "./inputs";
import { serviceProblems } from "./inputs";
import { processingArguments } from "./jobs";
import { parameter } from "./parameters";
import { STEP } from "./step-names";
import type { ClarifyCheckStep, PipelineInputs, ProcessingArguments, QualityCheckStep } from "./types";

const INPUT = "/opt/ml/processing/input";
const OUTPUT = "/opt/ml/processing/output";

/**
 * A check always makes a baseline. Unless it is skipped, it also compares with the baseline of the version that was
 * approved last, and fails if they differ too much (developer guide, Baseline calculation, drift detection and lifecycle).
 */
function check({ contract }: PipelineInputs) {
  return {
    ModelPackageGroupName: contract.modelPackageGroupName,
    SkipCheck: parameter("SkipBaselineCheck"),
    FailOnViolation: true,
    RegisterNewBaseline: parameter("RegisterNewBaseline"),
  };
}

/** Baselines of Model Monitor: what the data look like, and how well the model does. */
export function qualityChecks(inputs: PipelineInputs): QualityCheckStep[] {
  const own = { roleArn: inputs.contract.processingRoleArn };
  return [
    {
      Name: STEP.dataQuality,
      Type: "QualityCheck",
      CheckType: "DATA_QUALITY",
      ...check(inputs),
      Arguments: qualityArguments(inputs, STEP.dataQuality, {
        ...own,
        data: processingOutput(STEP.evaluate, "data-quality"),
      }),
    },
    {
      Name: STEP.modelQuality,
      Type: "QualityCheck",
      CheckType: "MODEL_QUALITY",
      ...check(inputs),
      Arguments: qualityArguments(inputs, STEP.modelQuality, {
        ...own,
        data: processingOutput(STEP.evaluate, "model-quality"),
        analysis: modelQualityAnalysis(inputs.config.problem),
      }),
    },
  ];
}

/** The words of Model Monitor (API reference of ModelQualityAppSpecification, ProblemType). */
const PROBLEM_TYPE = {
  binary: "BinaryClassification",
  multiclass: "MulticlassClassification",
  regression: "Regression",
} as const satisfies Record<Problem, string>;

/** Columns of model_quality.csv, which steps/evaluate.py writes. Only the probability of two classes has one. */
export function modelQualityAnalysis(problem: Problem): Readonly<Record<string, string>> {
  return {
    analysis_type: "MODEL_QUALITY",
    problem_type: PROBLEM_TYPE[problem],
    inference_attribute: "prediction",
    ...(problem === "binary" ? { probability_attribute: "probability" } : {}),
    ground_truth_attribute: "label",
  };
}

/** What differs between the jobs of one service. */
interface CheckJob {
  /** S3 URI of the table that it looks at. */
  readonly data: Expression;
  /** Where its results go. @default below the step's folder */
  readonly results?: Expression;
}

/**
 * Names and paths: sagemaker-python-sdk, workflow/quality_check_step.py and
 * tests/unit/sagemaker/workflow/test_quality_check_step.py. Metrics go to CloudWatch from schedules only.
 */
export function qualityArguments(
  inputs: PipelineInputs,
  step: string,
  {
    data,
    results,
    roleArn,
    analysis = {},
  }: CheckJob & { readonly roleArn: string; readonly analysis?: Readonly<Record<string, string>> },
): ProcessingArguments {
  const { config } = inputs;
  const dataPath = `${INPUT}/baseline_dataset_input`;
  return processingArguments(inputs, step, {
    image: serviceImage(inputs, "modelMonitor"),
    roleArn,
    instance: config.instances.baselines,
    environment: {
      dataset_format: JSON.stringify({ csv: { header: true, output_columns_position: "START" } }),
      dataset_source: dataPath,
      output_path: OUTPUT,
      publish_cloudwatch_metrics: "Disabled",
      ...analysis,
    },
    inputs: [{ name: "baseline_dataset_input", uri: data, path: dataPath }],
    outputs: [{ name: "quality_check_output", path: OUTPUT, ...uriOf(results) }],
    // Security Hub's control SageMaker.14 asks the same of Model Monitor's schedules.
    isolated: true,
  });
}

/** Whether Clarify measures bias: there is none to measure without groups. */
export function measuresBias({ baselines, bias }: Pick<ProfileConfig, "baselines" | "bias">): boolean {
  return baselines.clarify && bias.length > 0;
}

/** Baselines of Clarify: bias of the data and of the model, and what the model looks at. */
export function clarifyChecks(inputs: PipelineInputs): ClarifyCheckStep[] {
  const clarify = { Type: "ClarifyCheck", ...check(inputs) } as const;
  const model = { ModelName: property(STEP.createModel, "ModelName") };
  const data = processingOutput(STEP.preprocess, "bias");
  const analysis = (step: string, configuration: string) =>
    clarifyArguments(inputs, step, { data, configuration });
  const bias: ClarifyCheckStep[] = [
    {
      Name: STEP.dataBias,
      ...clarify,
      CheckType: "DATA_BIAS",
      Arguments: analysis(STEP.dataBias, ANALYSIS_FILE.dataBias),
    },
    {
      Name: STEP.modelBias,
      ...clarify,
      CheckType: "MODEL_BIAS",
      ...model,
      Arguments: analysis(STEP.modelBias, ANALYSIS_FILE.modelBias),
    },
  ];
  return [
    ...(measuresBias(inputs.config) ? bias : []),
    {
      Name: STEP.explainability,
      ...clarify,
      CheckType: "MODEL_EXPLAINABILITY",
      ...model,
      Arguments: analysis(STEP.explainability, ANALYSIS_FILE.explainability),
    },
  ];
}

/** Names and paths: sagemaker-python-sdk, workflow/clarify_check_step.py. Clarify takes neither entry point nor arguments. */
export function clarifyArguments(
  inputs: PipelineInputs,
  step: string,
  { data, results, configuration }: CheckJob & { readonly configuration: string },
): ProcessingArguments {
  const { contract, config, code } = inputs;
  return processingArguments(inputs, step, {
    image: serviceImage(inputs, "clarify"),
    roleArn: contract.clarifyRoleArn,
    instance: config.instances.baselines,
    inputs: [
      { name: "analysis_config", uri: `${code}/${configuration}`, path: `${INPUT}/config` },
      { name: "dataset", uri: data, path: `${INPUT}/data` },
    ],
    outputs: [{ name: "analysis_result", path: OUTPUT, ...uriOf(results) }],
    // The container makes the endpoint that it asks, and calls it: over the network's endpoints of SageMaker.
    isolated: false,
  });
}

function uriOf(uri: Expression | undefined): { readonly uri?: Expression } {
  return uri === undefined ? {} : { uri };
}

/** @throws InvalidInput if SageMaker does not offer the service in the Region. */
function serviceImage(inputs: PipelineInputs, service: BaselineService): string {
  const image = inputs.contract.images[service];
  if (image === undefined) {
    throw new InvalidInput("config.yaml", serviceProblems(inputs, service));
  }
  return image;
}
