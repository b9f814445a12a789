import {
  DescribePipelineExecutionCommand,
  paginateListPipelineExecutionSteps,
  type PipelineExecutionStep,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { consoleUrl } from "../shared/notices/links";

/** A step that failed. */
export interface FailedStep {
  readonly name: string;
  readonly reason: string;
  /** Page of its job in the console; undefined for a step without a job. */
  readonly url: string | undefined;
}

/** Current state of a pipeline execution in SageMaker. */
export interface Execution {
  readonly arn: string;
  readonly pipeline: string;
  readonly id: string;
  /** Such as `Failed`, `Stopped` or, after a retry, `Executing`. */
  readonly status: string | undefined;
  readonly displayName: string | undefined;
  readonly reason: string | undefined;
  readonly failedSteps: readonly FailedStep[];
}

export type DescribeExecution = (arn: string) => Promise<Execution>;

/** Kinds of jobs by what their ARNs say, with the folder of their page. */
const PAGES: Readonly<Record<string, string>> = {
  "processing-job": "processing-jobs",
  "training-job": "jobs",
  "transform-job": "transform-jobs",
};

export function createExecutions(sageMaker: SageMakerClient): DescribeExecution {
  return async (arn) => {
    const answer = await sageMaker.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }));
    const { pipeline, id } = partsOf(arn);
    return {
      arn,
      pipeline,
      id,
      status: answer.PipelineExecutionStatus,
      displayName: answer.PipelineExecutionDisplayName,
      reason: answer.FailureReason,
      failedSteps: await failedSteps(sageMaker, arn),
    };
  };
}

/** Name of the pipeline and id of the execution. */
export function partsOf(executionArn: string): { readonly pipeline: string; readonly id: string } {
  const [, pipeline = "", id = ""] = /:pipeline\/([^/]+)\/execution\/([^/]+)$/.exec(executionArn) ?? [];
  return { pipeline, id };
}

async function failedSteps(sageMaker: SageMakerClient, arn: string): Promise<FailedStep[]> {
  const pages = paginateListPipelineExecutionSteps(
    { client: sageMaker },
    { PipelineExecutionArn: arn, SortOrder: "Ascending" },
  );
  const failed: FailedStep[] = [];
  for await (const { PipelineExecutionSteps = [] } of pages) {
    for (const step of PipelineExecutionSteps) {
      if (step.StepStatus === "Failed") {
        const { StepName: name = "?", FailureReason: reason = "SageMaker gives no reason" } = step;
        failed.push({ name, reason, url: jobUrl(step) });
      }
    }
  }
  return failed;
}

function jobUrl({ Metadata }: PipelineExecutionStep): string | undefined {
  const arn =
    Metadata?.ProcessingJob?.Arn ??
    Metadata?.TrainingJob?.Arn ??
    Metadata?.TransformJob?.Arn ??
    Metadata?.QualityCheck?.CheckJobArn ??
    Metadata?.ClarifyCheck?.CheckJobArn ??
    "";
  const [, kind = "", name = ""] = /:([a-z-]+-job)\/(.+)$/.exec(arn) ?? [];
  const page = PAGES[kind];
  const region = arn.split(":")[3] ?? "";
  return page === undefined
    ? undefined
    : `${consoleUrl(arn)}/sagemaker/home?region=${region}#/${page}/${name}`;
}
