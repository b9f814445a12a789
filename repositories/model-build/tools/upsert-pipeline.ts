import { setTimeout as delay } from "node:timers/promises";

import {
  AddTagsCommand,
  ConflictException,
  CreatePipelineCommand,
  DescribePipelineCommand,
  UpdatePipelineCommand,
  type DescribePipelineResponse,
  type SageMakerClient,
  type UpdatePipelineResponse,
} from "@aws-sdk/client-sagemaker";

import { isNotFound } from "../../shared/aws-errors";
import { sameDefinition } from "./pipeline-definition";

/** What the SageMaker pipeline shall be. */
export interface PipelineSpec {
  readonly name: string;
  /** The pipeline's definition, as JSON text. */
  readonly definition: string;
  /** The role that the pipeline's executions take. */
  readonly roleArn: string;
  /** How many steps may run at once. */
  readonly parallelSteps: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface UpsertResult {
  readonly change: "created" | "updated" | "unchanged";
  /** The version that has this definition; SageMaker names it after updates only. */
  readonly versionId?: number;
}

/** How often an update is tried while others change the pipeline; the waits in between add up to ten seconds. */
const UPDATE_TRIES = 5;

/**
 * Creates the pipeline, or updates it if its definition, role or parallelism differ. The tags are part of the definition,
 * too, since jobs carry them: nothing but an update can change them.
 */
export async function upsertPipeline(sagemaker: SageMakerClient, spec: PipelineSpec): Promise<UpsertResult> {
  const before = await describe(sagemaker, spec.name);
  if (before === undefined && (await create(sagemaker, spec))) {
    return { change: "created" };
  }
  const present = before ?? (await describe(sagemaker, spec.name));
  if (present !== undefined && isAsWanted(present, spec)) {
    return { change: "unchanged" };
  }
  const { PipelineArn, PipelineVersionId } = await update(sagemaker, spec);
  await sagemaker.send(
    new AddTagsCommand({ ResourceArn: PipelineArn ?? present?.PipelineArn, Tags: tagsOf(spec) }),
  );
  return { change: "updated", ...(PipelineVersionId === undefined ? {} : { versionId: PipelineVersionId }) };
}

async function describe(
  sagemaker: SageMakerClient,
  name: string,
): Promise<DescribePipelineResponse | undefined> {
  try {
    return await sagemaker.send(new DescribePipelineCommand({ PipelineName: name }));
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/** @returns Whether it was created; false if another build was faster. */
async function create(sagemaker: SageMakerClient, spec: PipelineSpec): Promise<boolean> {
  try {
    await sagemaker.send(
      new CreatePipelineCommand({
        PipelineName: spec.name,
        PipelineDefinition: spec.definition,
        RoleArn: spec.roleArn,
        ParallelismConfiguration: { MaxParallelExecutionSteps: spec.parallelSteps },
        Tags: tagsOf(spec),
      }),
    );
    return true;
  } catch (error) {
    const exists =
      error instanceof Error &&
      (error instanceof ConflictException || /already exists|must be unique/i.test(error.message));
    if (exists) {
      return false;
    }
    throw error;
  }
}

/** SageMaker refuses a change while another build's change is under way. */
async function update(sagemaker: SageMakerClient, spec: PipelineSpec): Promise<UpdatePipelineResponse> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sagemaker.send(
        new UpdatePipelineCommand({
          PipelineName: spec.name,
          PipelineDefinition: spec.definition,
          RoleArn: spec.roleArn,
          ParallelismConfiguration: { MaxParallelExecutionSteps: spec.parallelSteps },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConflictException) || tries === UPDATE_TRIES) {
        throw error;
      }
      await delay(tries * 1_000);
    }
  }
}

function isAsWanted(present: DescribePipelineResponse, spec: PipelineSpec): boolean {
  return (
    sameDefinition(present.PipelineDefinition, spec.definition) &&
    present.RoleArn === spec.roleArn &&
    present.ParallelismConfiguration?.MaxParallelExecutionSteps === spec.parallelSteps
  );
}

function tagsOf({ tags }: PipelineSpec): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
