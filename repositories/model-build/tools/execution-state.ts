import {
  DescribePipelineExecutionCommand,
  paginateListPipelineExecutionSteps,
  type DescribePipelineExecutionResponse,
  type PipelineExecutionStep,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

/** An execution and its steps at one moment. */
export interface ExecutionState {
  readonly execution: DescribePipelineExecutionResponse;
  /** The steps that have begun, oldest first. */
  readonly steps: readonly PipelineExecutionStep[];
}

/** The steps are read last, so that they are complete if the execution has ended. */
export async function executionState(
  sagemaker: SageMakerClient,
  arn: string,
  abortSignal?: AbortSignal,
): Promise<ExecutionState> {
  const options = abortSignal === undefined ? {} : { abortSignal };
  const execution = await sagemaker.send(
    new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
    options,
  );
  const steps: PipelineExecutionStep[] = [];
  const pages = paginateListPipelineExecutionSteps(
    { client: sagemaker, pageSize: 100 },
    { PipelineExecutionArn: arn, SortOrder: "Ascending" },
    options,
  );
  for await (const { PipelineExecutionSteps = [] } of pages) {
    steps.push(...PipelineExecutionSteps);
  }
  return { execution, steps };
}
