import { ANALYSIS_FILE } from "../analysis-configurations";
import { clarifyArguments, modelQualityAnalysis, qualityArguments } from "../baselines";
import type { MonitorKind } from "../contract-schema";
import { createModelStep } from "../create-model";
import { property } from "../expressions";
import type { BranchStep, ClarifyCheckStep, ConditionStep, QualityCheckStep } from "../types";
import { collected, collectedUri } from "./collect";
import type { MonitoringInputs } from "./inputs";
import { INPUT, monitoringRunUri } from "./places";
import { publishStep } from "./publish";
import { CHECK_STEP, inBranch, MONITORING_STEP } from "./step-names";

/**
 * What Collect says about AWS's containers, in `checks` of collected.json. They fail on an empty table, so each answer
 * has its branch: labelled rows are there, only rows without labels, or neither.
 */
const CHECKS = { labelled: "labelled", unlabelled: "unlabelled", nothing: "none" } as const;

/** Kinds that need labels. */
const LABELLED: readonly MonitorKind[] = ["modelQuality", "bias"];

/**
 * Conditions hold no conditions and nobody outside may wait for a step of a branch, so there is one condition for each
 * answer, with all steps up to Publish.
 */
export function sagemakerBranches(inputs: MonitoringInputs): ConditionStep[] {
  const { kinds } = inputs.monitoring;
  const { labelled, unlabelled, nothing } = MONITORING_STEP;
  return [
    branch(inputs, labelled, CHECKS.labelled, kinds),
    branch(
      inputs,
      unlabelled,
      CHECKS.unlabelled,
      kinds.filter((kind) => !LABELLED.includes(kind)),
    ),
    branch(inputs, nothing, CHECKS.nothing, []),
  ];
}

function branch(
  inputs: MonitoringInputs,
  name: string,
  answer: string,
  kinds: readonly MonitorKind[],
): ConditionStep {
  const has = (...some: readonly MonitorKind[]): boolean => some.some((kind) => kinds.includes(kind));
  const quality = [
    // Its constraints tell of types, completeness and distributions alike.
    ...(has("dataQuality", "drift") ? [qualityCheck(inputs, name, "dataQuality")] : []),
    ...(has("modelQuality") ? [qualityCheck(inputs, name, "modelQuality")] : []),
  ];
  const clarify = [
    ...(has("bias") ? [clarifyCheck(inputs, name, "bias")] : []),
    ...(has("explainability") ? [clarifyCheck(inputs, name, "explainability")] : []),
  ];
  const checks = [...quality, ...clarify];
  const model = createModelStep(
    inputs,
    inBranch(CHECK_STEP.createModel, name),
    collectedUri("sagemaker", "model.tar.gz"),
  );
  const steps: BranchStep[] = [
    ...(clarify.length === 0 ? [] : [model]),
    ...checks.map(({ step }) => step),
    publishStep(
      inputs,
      inBranch(MONITORING_STEP.publish, name),
      checks.length === 0
        ? undefined
        : {
            option: "--checks",
            folder: `${INPUT}/checks`,
            inputs: checks.map(({ folder }) => ({
              name: folder,
              uri: resultsUri(inputs, folder),
              path: `${INPUT}/checks/${folder}`,
            })),
            after: checks.map(({ step }) => step.Name),
          },
    ),
  ];
  return {
    Name: name,
    Type: "Condition",
    Arguments: {
      Conditions: [{ Type: "Equals", LeftValue: collected("checks"), RightValue: answer }],
      IfSteps: steps,
      ElseSteps: [],
    },
  };
}

/** A check, and the folder of its table, its baseline and its results. */
interface Check<Step> {
  readonly folder: string;
  readonly step: Step;
}

/** A violation is a finding, which Publish tells; the execution goes on. Nothing becomes a new baseline. */
function comparison({ contract }: MonitoringInputs) {
  return {
    ModelPackageGroupName: contract.modelPackageGroupName,
    SkipCheck: false,
    FailOnViolation: false,
    RegisterNewBaseline: false,
  };
}

function resultsUri(inputs: MonitoringInputs, folder: string) {
  return monitoringRunUri(inputs, "checks", folder);
}

/** The baseline of the version that answered; without it, SageMaker would take that of the last approved one. */
function baselineUri(folder: string, file: "statistics" | "constraints") {
  return collectedUri("sagemaker", "baselines", folder, `${file}.json`);
}

const QUALITY = {
  dataQuality: { folder: "data-quality", type: "DATA_QUALITY" },
  modelQuality: { folder: "model-quality", type: "MODEL_QUALITY" },
} as const;

function qualityCheck(
  inputs: MonitoringInputs,
  branchName: string,
  kind: keyof typeof QUALITY,
): Check<QualityCheckStep> {
  const { folder, type } = QUALITY[kind];
  const name = inBranch(CHECK_STEP[kind], branchName);
  return {
    folder,
    step: {
      Name: name,
      Type: "QualityCheck",
      CheckType: type,
      ...comparison(inputs),
      SuppliedBaselineStatistics: baselineUri(folder, "statistics"),
      SuppliedBaselineConstraints: baselineUri(folder, "constraints"),
      Arguments: qualityArguments(inputs, name, {
        roleArn: inputs.monitoring.roleArn,
        data: collectedUri("sagemaker", folder),
        results: resultsUri(inputs, folder),
        analysis: kind === "modelQuality" ? modelQualityAnalysis(inputs.config.problem) : {},
      }),
    },
  };
}

const CLARIFY = {
  bias: { folder: "bias", type: "MODEL_BIAS", configuration: ANALYSIS_FILE.modelBias },
  explainability: {
    folder: "explainability",
    type: "MODEL_EXPLAINABILITY",
    configuration: ANALYSIS_FILE.captured,
  },
} as const;

/** As Clarify's own role, which may make the endpoint that it asks. */
function clarifyCheck(
  inputs: MonitoringInputs,
  branchName: string,
  kind: keyof typeof CLARIFY,
): Check<ClarifyCheckStep> {
  const { folder, type, configuration } = CLARIFY[kind];
  const name = inBranch(CHECK_STEP[kind], branchName);
  return {
    folder,
    step: {
      Name: name,
      Type: "ClarifyCheck",
      CheckType: type,
      ...comparison(inputs),
      SuppliedBaselineConstraints: baselineUri(folder, "constraints"),
      ModelName: property(inBranch(CHECK_STEP.createModel, branchName), "ModelName"),
      Arguments: clarifyArguments(inputs, name, {
        configuration,
        data: collectedUri("sagemaker", folder),
        results: resultsUri(inputs, folder),
      }),
    },
  };
}
