import {
  DescribePipelineDefinitionForExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

import type { Print } from "../../shared/agent-log";
import { Failure } from "../../shared/failure";
import { executionName, executionsOfBuild, requestToken, type BuildExecution } from "./executions";
import { sameDefinition } from "./pipeline-definition";
import { upsertPipeline, type PipelineSpec } from "./upsert-pipeline";

/** What shall run. */
export interface WantedExecution {
  readonly pipeline: PipelineSpec;
  readonly buildId: string;
  /** Values of the pipeline's parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The version of the pipeline with the definition, where it is known. */
  readonly versionId?: number;
}

/** How often a build tries to run its own definition while other builds change the pipeline. */
const TRIES = 3;

/**
 * Starts an execution of exactly the given definition, or finds the one that this build started before: so a task that
 * runs again goes on where it was. After an execution that failed or was stopped, a new one begins.
 *
 * All builds of a model share one pipeline. If another build changed it in between, the execution that got the other
 * definition is stopped, and the own definition is put back.
 *
 * @throws Failure if others are faster three times.
 */
export async function startExecution(
  sagemaker: SageMakerClient,
  wanted: WantedExecution,
  print: Print,
): Promise<BuildExecution> {
  const { pipeline, buildId } = wanted;
  let versionId = wanted.versionId;
  let attempts = 0;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const newest = (await executionsOfBuild(sagemaker, pipeline.name, buildId))[0];
    if (newest !== undefined && (await isReusable(sagemaker, newest, pipeline.definition))) {
      print(`This build's execution is there already (${newest.status}): ${newest.arn}`);
      return newest;
    }
    // The list may not show at once what was started just before.
    attempts = Math.max(attempts, newest?.attempt ?? 0) + 1;
    const arn = await start(sagemaker, wanted, attempts, versionId);
    if (await runsDefinition(sagemaker, arn, pipeline.definition)) {
      print(`Started ${executionName(buildId, attempts)}: ${arn}`);
      return { arn, attempt: attempts, status: "Executing" };
    }
    print("Another build changed the pipeline in between: stopping the execution of its definition.");
    await sagemaker.send(new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }));
    versionId = (await upsertPipeline(sagemaker, pipeline)).versionId;
  }
  throw new Failure(
    `other builds changed the pipeline ${pipeline.name} ${TRIES} times before this build could start: run the failed job again`,
  );
}

async function start(
  sagemaker: SageMakerClient,
  { pipeline, buildId, parameters }: WantedExecution,
  attempt: number,
  versionId: number | undefined,
): Promise<string> {
  const name = executionName(buildId, attempt);
  const { PipelineExecutionArn } = await sagemaker.send(
    new StartPipelineExecutionCommand({
      PipelineName: pipeline.name,
      PipelineExecutionDisplayName: name,
      ClientRequestToken: requestToken(pipeline.name, name),
      PipelineParameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
      ...(versionId === undefined ? {} : { PipelineVersionId: versionId }),
    }),
  );
  if (PipelineExecutionArn === undefined) {
    throw new Failure(`SageMaker started ${name} without telling its ARN: run the failed job again`);
  }
  return PipelineExecutionArn;
}

/** An execution that still runs, or succeeded, is this build's only if it runs this build's definition. */
async function isReusable(
  sagemaker: SageMakerClient,
  { arn, status }: BuildExecution,
  definition: string,
): Promise<boolean> {
  if (!["Executing", "Stopping", "Succeeded"].includes(status)) {
    return false;
  }
  if (await runsDefinition(sagemaker, arn, definition)) {
    return true;
  }
  if (status === "Executing") {
    await sagemaker.send(new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }));
  }
  return false;
}

async function runsDefinition(sagemaker: SageMakerClient, arn: string, definition: string): Promise<boolean> {
  const { PipelineDefinition } = await sagemaker.send(
    new DescribePipelineDefinitionForExecutionCommand({ PipelineExecutionArn: arn }),
  );
  return sameDefinition(PipelineDefinition, definition);
}
