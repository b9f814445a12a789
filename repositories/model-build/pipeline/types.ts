import type {
  CreateModelInput,
  CreateModelPackageInput,
  CreateProcessingJobRequest,
  CreateTrainingJobRequest,
} from "@aws-sdk/client-sagemaker";

import type { Columns } from "./columns";
import type { ProfileConfig } from "./config-schema";
import type { Contract } from "./contract-schema";
import type { Expression, Get } from "./expressions";
import type { ParameterDefinition } from "./parameters";

/** What a definition is made from. */
export interface PipelineInputs {
  readonly contract: Contract;
  readonly config: ProfileConfig;
  readonly columns: Columns;
  /** S3 URI of the uploaded code, without a slash at its end. */
  readonly code: string;
}

/** A request of the SageMaker API in which any value may be an expression. */
export type Arguments<T> = T extends string | number | boolean | Date | undefined
  ? T | Expression
  : T extends readonly (infer Item)[]
    ? readonly Arguments<Item>[]
    : { readonly [Key in keyof T]: Arguments<T[Key]> };

/** The pipeline names the jobs and the model itself: names given here are left out (steps.py, `trim_request_dict`). */
export type ProcessingArguments = Arguments<Omit<CreateProcessingJobRequest, "ProcessingJobName">>;
export type TrainingArguments = Arguments<Omit<CreateTrainingJobRequest, "TrainingJobName">>;
export type ModelArguments = Arguments<Omit<CreateModelInput, "ModelName">>;
export type RegisterModelArguments = Arguments<CreateModelPackageInput>;

interface Step<Type extends string, Args> {
  readonly Name: string;
  readonly Type: Type;
  readonly Arguments: Args;
  readonly DependsOn?: readonly string[];
}

/** Retried by SageMaker: Processing, Training, Model and RegisterModel steps, but no checks (retry.py, steps.py). */
export interface RetryPolicy {
  readonly ExceptionType: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
}

interface Retried {
  readonly RetryPolicies: readonly RetryPolicy[];
}

/** A JSON file of a processing job's output that JsonGet can read (properties.py). */
export interface PropertyFile {
  readonly PropertyFileName: string;
  readonly OutputName: string;
  /** Path below the output. */
  readonly FilePath: string;
}

export interface ProcessingStep extends Step<"Processing", ProcessingArguments>, Retried {
  readonly PropertyFiles?: readonly PropertyFile[];
}
export interface TrainingStep extends Step<"Training", TrainingArguments>, Retried {}
export interface ModelStep extends Step<"Model", ModelArguments>, Retried {}
export interface RegisterModelStep extends Step<"RegisterModel", RegisterModelArguments>, Retried {}
export type FailStep = Step<"Fail", { readonly ErrorMessage: Expression | string }>;

/** Whether a check compares with the baselines of the approved version, and which ones count from now on. */
interface Check {
  readonly ModelPackageGroupName: string;
  /** @default the baseline of the version that was approved last */
  readonly SuppliedBaselineConstraints?: Expression;
  readonly SkipCheck: Get | boolean;
  readonly FailOnViolation: boolean;
  readonly RegisterNewBaseline: Get | boolean;
}

/** A job of Model Monitor that makes a baseline, and compares with one (quality_check_step.py). */
export interface QualityCheckStep extends Step<"QualityCheck", ProcessingArguments>, Check {
  readonly CheckType: "DATA_QUALITY" | "MODEL_QUALITY";
  /** @default the baseline of the version that was approved last */
  readonly SuppliedBaselineStatistics?: Expression;
}

/** A job of Clarify that makes a baseline, and compares with one (clarify_check_step.py). */
export interface ClarifyCheckStep extends Step<"ClarifyCheck", ProcessingArguments>, Check {
  readonly CheckType: "DATA_BIAS" | "MODEL_BIAS" | "MODEL_EXPLAINABILITY";
  /** The model that Clarify asks. It stands beside the arguments; the analysis configuration names none. */
  readonly ModelName?: Get;
}

/** Comparisons and their combination (conditions.py); a list of conditions holds if each of them does. */
export type Condition =
  | {
      readonly Type: "Equals" | "GreaterThanOrEqualTo" | "LessThanOrEqualTo";
      readonly LeftValue: Expression;
      readonly RightValue: string | number;
    }
  | { readonly Type: "Or"; readonly Conditions: readonly Condition[] };

export type BranchStep =
  | ProcessingStep
  | TrainingStep
  | ModelStep
  | RegisterModelStep
  | QualityCheckStep
  | ClarifyCheckStep
  | FailStep;

export type ConditionStep = Step<
  "Condition",
  {
    readonly Conditions: readonly Condition[];
    readonly IfSteps: readonly BranchStep[];
    readonly ElseSteps: readonly BranchStep[];
  }
>;

/** A whole pipeline, as CreatePipeline takes it in JSON. */
export interface PipelineDefinition {
  readonly Version: "2020-12-01";
  readonly Metadata: Readonly<Record<string, never>>;
  readonly Parameters: readonly ParameterDefinition[];
  readonly Steps: readonly (BranchStep | ConditionStep)[];
}
