import type {
  DescribePipelineExecutionResponse,
  PipelineExecutionStep,
  UserContext,
} from "@aws-sdk/client-sagemaker";

import { jobOf, type StepJob } from "./step-job";

/** A step that failed, and why. */
export interface FailedStep {
  readonly name: string;
  readonly reason: string;
  readonly job?: StepJob;
}

/** How an execution stands. */
export type Outcome =
  | { readonly kind: "running" }
  /** It succeeded; without an ARN, no version was registered. */
  | { readonly kind: "succeeded"; readonly packageArn?: string }
  /** It ended at its Fail step: the model is not good enough. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Somebody stopped it; nothing failed. */
  | { readonly kind: "stopped"; readonly by?: string }
  | { readonly kind: "failed"; readonly reason: string; readonly steps: readonly FailedStep[] };

/** @param steps - All steps, listed after the execution was described. */
export function outcomeOf(
  execution: DescribePipelineExecutionResponse,
  steps: readonly PipelineExecutionStep[],
): Outcome {
  switch (execution.PipelineExecutionStatus) {
    case "Succeeded": {
      const packageArn = steps
        .map(({ Metadata }) => Metadata?.RegisterModel?.Arn)
        .find((arn) => arn !== undefined);
      return { kind: "succeeded", ...(packageArn === undefined ? {} : { packageArn }) };
    }
    case "Stopped": {
      const by = nameOf(execution.LastModifiedBy);
      return { kind: "stopped", ...(by === undefined ? {} : { by }) };
    }
    case "Failed":
      return failure(execution, steps);
    default:
      return { kind: "running" };
  }
}

function failure(
  { FailureReason = "SageMaker gives no reason" }: DescribePipelineExecutionResponse,
  steps: readonly PipelineExecutionStep[],
): Outcome {
  const failed = steps.filter(({ StepStatus }) => StepStatus === "Failed");
  const refusal = failed.find(({ Metadata }) => Metadata?.Fail !== undefined);
  if (refusal !== undefined && failed.length === 1) {
    return {
      kind: "refused",
      reason: refusal.Metadata?.Fail?.ErrorMessage ?? refusal.FailureReason ?? FailureReason,
    };
  }
  return {
    kind: "failed",
    reason: FailureReason,
    steps: failed.map((step) => {
      const job = jobOf(step);
      return {
        name: step.StepName ?? "?",
        reason: step.FailureReason ?? "SageMaker gives no reason",
        ...(job === undefined ? {} : { job }),
      };
    }),
  };
}

function nameOf(user: UserContext | undefined): string | undefined {
  return user?.UserProfileName ?? user?.IamIdentity?.Arn ?? user?.IamIdentity?.PrincipalId;
}
