import { ANALYSIS_FILE } from "./analysis-configurations";
import { measuresBias } from "./baselines";
import { casesUri, evaluation, MODEL_DATA, monitoringBaselineUri } from "./evaluate";
import type { Expression } from "./expressions";
import { execution, join, processingOutput, property } from "./expressions";
import { CALL_RETRIES } from "./jobs";
import { modelCardContent } from "./model-card";
import { parameter } from "./parameters";
import { servingContainer } from "./serving";
import { STEP } from "./step-names";
import type { PipelineInputs, RegisterModelArguments, RegisterModelStep } from "./types";

/**
 * Registers the version, to be approved by a person. It takes no tags: a version has those of its group (API reference of
 * CreateModelPackage).
 */
export function registerStep(inputs: PipelineInputs): RegisterModelStep {
  const { contract, config } = inputs;
  return {
    Name: STEP.register,
    Type: "RegisterModel",
    Arguments: {
      ModelPackageGroupName: contract.modelPackageGroupName,
      ModelPackageDescription: join("", [
        `${contract.model}, trained by build `,
        parameter("BuildId"),
        " from commit ",
        parameter("GitCommit"),
      ]),
      ModelApprovalStatus: "PendingManualApproval",
      Domain: "MACHINE_LEARNING",
      Task: config.problem === "regression" ? "REGRESSION" : "CLASSIFICATION",
      InferenceSpecification: {
        Containers: [servingContainer(inputs, MODEL_DATA)],
        SupportedContentTypes: ["text/csv"],
        SupportedResponseMIMETypes: ["text/csv"],
      },
      ModelMetrics: modelMetrics(inputs),
      ...driftCheckBaselines(inputs),
      CustomerMetadataProperties: lineage(inputs),
      MetadataProperties: {
        CommitId: parameter("GitCommit"),
        Repository: parameter("Repository"),
        GeneratedBy: execution("PipelineExecutionArn"),
      },
      ModelCard: { ModelCardContent: modelCardContent(inputs), ModelCardStatus: "Draft" },
    },
    RetryPolicies: CALL_RETRIES,
  };
}

/** Where the version comes from, and what its deployments are tested with. Values: see PARAMETER_VALUE. */
function lineage({ code, config }: PipelineInputs): Readonly<Record<string, Expression | string>> {
  return {
    gitCommit: parameter("GitCommit"),
    repository: parameter("Repository"),
    buildId: parameter("BuildId"),
    buildUrl: parameter("BuildUrl"),
    requestedBy: parameter("RequestedBy"),
    // Why it was trained, and on whose feedback, where an alarm or a person asked for it.
    reason: parameter("Reason"),
    feedbackWindow: parameter("FeedbackWindow"),
    pipelineExecutionArn: execution("PipelineExecutionArn"),
    problem: config.problem,
    framework: config.framework,
    // A Join of one value makes text of it, as the map takes it.
    dataVersion: join("", [evaluation("data.version")]),
    inputDataUri: parameter("InputDataUri"),
    codeUri: code,
    casesUri: casesUri(),
    monitoringBaselineUri: monitoringBaselineUri(),
    championVersion: parameter("ChampionVersion"),
    // Whoever approves should know when nothing was compared with the baselines before.
    baselineCheckSkipped: join("", [parameter("SkipBaselineCheck")]),
    newBaseline: join("", [parameter("RegisterNewBaseline")]),
  };
}

type ModelMetrics = RegisterModelArguments["ModelMetrics"];
type Baselines = Pick<RegisterModelArguments, "DriftCheckBaselines">;

const json = (uri: Expression | string) => ({ ContentType: "application/json", S3Uri: uri });
const calculated = (step: string, what: "Statistics" | "Constraints") =>
  json(property(step, `CalculatedBaseline${what}`));
const used = (step: string, what: "Statistics" | "Constraints") =>
  json(property(step, `BaselineUsedForDriftCheck${what}`));

/** What this version measured. Clarify's steps have constraints only (clarify_check_step.py). */
function modelMetrics({ config }: PipelineInputs): ModelMetrics {
  const { modelMonitor, clarify } = config.baselines;
  const evaluated = json(join("/", [processingOutput(STEP.evaluate, "evaluation"), "evaluation.json"]));
  return {
    ModelQuality: modelMonitor
      ? {
          Statistics: calculated(STEP.modelQuality, "Statistics"),
          Constraints: calculated(STEP.modelQuality, "Constraints"),
        }
      : { Statistics: evaluated },
    ...(modelMonitor && {
      ModelDataQuality: {
        Statistics: calculated(STEP.dataQuality, "Statistics"),
        Constraints: calculated(STEP.dataQuality, "Constraints"),
      },
    }),
    ...(measuresBias(config) && {
      Bias: {
        PreTrainingReport: calculated(STEP.dataBias, "Constraints"),
        PostTrainingReport: calculated(STEP.modelBias, "Constraints"),
      },
    }),
    ...(clarify && { Explainability: { Report: calculated(STEP.explainability, "Constraints") } }),
  };
}

/** What monitors and later builds compare with: new baselines, or those of the version approved before. */
function driftCheckBaselines({ config, code }: PipelineInputs): Baselines {
  const { modelMonitor, clarify } = config.baselines;
  if (!modelMonitor && !clarify) {
    return {};
  }
  return {
    DriftCheckBaselines: {
      ...(modelMonitor && {
        ModelQuality: {
          Statistics: used(STEP.modelQuality, "Statistics"),
          Constraints: used(STEP.modelQuality, "Constraints"),
        },
        ModelDataQuality: {
          Statistics: used(STEP.dataQuality, "Statistics"),
          Constraints: used(STEP.dataQuality, "Constraints"),
        },
      }),
      ...(measuresBias(config) && {
        Bias: {
          ConfigFile: json(`${code}/${ANALYSIS_FILE.biasMonitor}`),
          PreTrainingConstraints: used(STEP.dataBias, "Constraints"),
          PostTrainingConstraints: used(STEP.modelBias, "Constraints"),
        },
      }),
      ...(clarify && {
        Explainability: {
          ConfigFile: json(`${code}/${ANALYSIS_FILE.explainabilityMonitor}`),
          Constraints: used(STEP.explainability, "Constraints"),
        },
      }),
    },
  };
}
