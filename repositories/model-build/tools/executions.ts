import { createHash } from "node:crypto";

import {
  paginateListPipelineExecutions,
  type PipelineExecutionStatus,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

import { isNotFound } from "../../shared/aws-errors";

/** One execution of the SageMaker pipeline that a build started. */
export interface BuildExecution {
  readonly arn: string;
  /** 1 for the first that the build started, 2 for the next one, … */
  readonly attempt: number;
  readonly status: PipelineExecutionStatus;
}

/** Display name of an execution, by which a build finds what it started. */
export function executionName(buildId: string, attempt: number): string {
  return `build-${buildId}-${attempt}`;
}

/** SageMaker starts one execution for each token, however often it is asked. */
export function requestToken(pipelineName: string, executionDisplayName: string): string {
  return createHash("sha256").update(`${pipelineName}\n${executionDisplayName}`).digest("hex");
}

/** The executions that a build started, newest first; none if there is no pipeline yet. */
export async function executionsOfBuild(
  sagemaker: SageMakerClient,
  pipelineName: string,
  buildId: string,
): Promise<BuildExecution[]> {
  const name = new RegExp(`^build-${buildId}-(\\d+)$`);
  const found: BuildExecution[] = [];
  try {
    const pages = paginateListPipelineExecutions(
      { client: sagemaker, pageSize: 100 },
      { PipelineName: pipelineName },
    );
    for await (const { PipelineExecutionSummaries = [] } of pages) {
      for (const summary of PipelineExecutionSummaries) {
        const attempt = name.exec(summary.PipelineExecutionDisplayName ?? "")?.[1];
        const { PipelineExecutionArn: arn, PipelineExecutionStatus: status } = summary;
        if (attempt !== undefined && arn !== undefined && status !== undefined) {
          found.push({ arn, attempt: Number(attempt), status });
        }
      }
    }
  } catch (error) {
    if (isNotFound(error)) {
      return [];
    }
    throw error;
  }
  return found.sort((one, other) => other.attempt - one.attempt);
}
