import type { PipelineExecutionStep } from "@aws-sdk/client-sagemaker";

import { consoleUrl } from "./console-url";

/** The job in SageMaker that did a step. */
export interface StepJob {
  /**
   * Name as the job's ARN has it. The ARNs of SageMaker have been in lower case at times, while the job's own name and
   * that of its log stream are not.
   */
  readonly name: string;
  readonly logGroup: string;
  /** Page of the job in the console of AWS. */
  readonly consoleUrl: string;
}

const KINDS = {
  "processing-job": { logGroup: "/aws/sagemaker/ProcessingJobs", page: "processing-jobs" },
  "training-job": { logGroup: "/aws/sagemaker/TrainingJobs", page: "jobs" },
} as const;

/** The job of a step; undefined for steps without one, such as conditions, and before the job exists. */
export function jobOf({ Metadata }: PipelineExecutionStep): StepJob | undefined {
  const arn =
    Metadata?.ProcessingJob?.Arn ??
    Metadata?.TrainingJob?.Arn ??
    Metadata?.QualityCheck?.CheckJobArn ??
    Metadata?.ClarifyCheck?.CheckJobArn ??
    "";
  const parts = /^arn:([^:]+):sagemaker:([^:]+):\d+:(processing-job|training-job)\/(.+)$/.exec(arn);
  if (parts === null) {
    return undefined;
  }
  const [, partition = "", region = "", kind = "", name = ""] = parts;
  const { logGroup, page } = KINDS[kind as keyof typeof KINDS];
  return {
    name,
    logGroup,
    consoleUrl: `${consoleUrl(partition, region)}/sagemaker/home?region=${region}#/${page}/${name}`,
  };
}
