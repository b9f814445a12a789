import { StopPipelineExecutionCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";

import type { Print } from "../../shared/agent-log";
import { executionName, executionsOfBuild } from "./executions";

/** Stops what a build started and what still runs. Does nothing, without an error, if nothing runs. */
export async function stopExecutions(
  sagemaker: SageMakerClient,
  { pipelineName, buildId }: { readonly pipelineName: string; readonly buildId: string },
  print: Print,
): Promise<void> {
  const executions = await executionsOfBuild(sagemaker, pipelineName, buildId);
  const running = executions.filter(({ status }) => status === "Executing");
  for (const { arn, attempt } of running) {
    try {
      await sagemaker.send(new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }));
      print(`Stopping ${executionName(buildId, attempt)}: ${arn}`);
    } catch (error) {
      // It may have ended a moment ago.
      const now = await executionsOfBuild(sagemaker, pipelineName, buildId);
      if (now.some((execution) => execution.arn === arn && execution.status === "Executing")) {
        throw error;
      }
      print(`${executionName(buildId, attempt)} has ended by itself.`);
    }
  }
  if (running.length === 0) {
    print(`Nothing of build ${buildId} runs.`);
  }
}
