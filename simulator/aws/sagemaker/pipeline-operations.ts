import { z } from "zod";

import { AwsError } from "./aws-error";
import type { ObjectStore } from "./object-store";
import type { Pipeline, PipelineStore } from "./pipelines";
import { readVersion, versionOf } from "./pipelines";
import type { Operations } from "./validation";
import { operation } from "./validation";

const name = z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/);
const nameOrArn = z
  .string()
  .regex(/^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:\d{12}:pipeline\/.*)?([a-zA-Z0-9](-*[a-zA-Z0-9]){0,255})$/);
const token = z.string().min(32).max(128);
const role = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/);
const parallelism = z.strictObject({ MaxParallelExecutionSteps: z.int().min(1) });
const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
const content = {
  PipelineDisplayName: name.optional(),
  PipelineDefinition: z.string().min(1).max(1_048_576).optional(),
  PipelineDefinitionS3Location: z
    .strictObject({ Bucket: z.string(), ObjectKey: z.string(), VersionId: z.string().optional() })
    .optional(),
  PipelineDescription: z.string().max(3072).optional(),
  ParallelismConfiguration: parallelism.optional(),
};

const createInput = z.strictObject({
  ...content,
  PipelineName: name,
  ClientRequestToken: token,
  RoleArn: role,
  Tags: z.array(tag).max(50).default([]),
});

/** Operations on pipelines themselves. */
export function pipelineOperations(pipelines: PipelineStore, objects: ObjectStore): Operations {
  const textOf = (input: z.infer<z.ZodObject<typeof content>>): string | undefined => {
    const { PipelineDefinition: text, PipelineDefinitionS3Location: location } = input;
    if (text !== undefined && location !== undefined) {
      throw new AwsError(
        "ValidationException",
        "Only one of PipelineDefinition and PipelineDefinitionS3Location can be given",
      );
    }
    return location === undefined
      ? text
      : objects.get(location.Bucket, location.ObjectKey).content.toString("utf8");
  };

  return {
    CreatePipeline: operation(createInput, (input) => {
      const text = textOf(input);
      if (text === undefined) {
        throw new AwsError(
          "ValidationException",
          "PipelineDefinition or PipelineDefinitionS3Location must be given",
        );
      }
      const { arn } = pipelines.add({
        name: input.PipelineName,
        displayName: input.PipelineDisplayName,
        description: input.PipelineDescription,
        roleArn: input.RoleArn,
        maxParallelSteps: input.ParallelismConfiguration?.MaxParallelExecutionSteps,
        tags: new Map(input.Tags.map(({ Key, Value }) => [Key, Value])),
        versions: [readVersion(1, text)],
      });
      return { PipelineArn: arn };
    }),

    UpdatePipeline: operation(
      z.strictObject({ ...content, PipelineName: name, RoleArn: role.optional() }),
      (input) => {
        const pipeline = pipelines.get(input.PipelineName);
        const id = pipeline.versions.length + 1;
        pipeline.versions.push(readVersion(id, textOf(input) ?? versionOf(pipeline).text));
        pipeline.displayName = input.PipelineDisplayName ?? pipeline.displayName;
        pipeline.description = input.PipelineDescription ?? pipeline.description;
        pipeline.roleArn = input.RoleArn ?? pipeline.roleArn;
        pipeline.maxParallelSteps =
          input.ParallelismConfiguration?.MaxParallelExecutionSteps ?? pipeline.maxParallelSteps;
        pipelines.modified(pipeline);
        return { PipelineArn: pipeline.arn, PipelineVersionId: id };
      },
    ),

    DescribePipeline: operation(
      z.strictObject({ PipelineName: nameOrArn, PipelineVersionId: z.int().min(1).optional() }),
      ({ PipelineName, PipelineVersionId }) => {
        const pipeline = pipelines.get(PipelineName);
        return described(pipeline, versionOf(pipeline, PipelineVersionId).text);
      },
    ),

    AddTags: operation(
      z.strictObject({ ResourceArn: z.string(), Tags: z.array(tag).max(50) }),
      ({ ResourceArn, Tags }) => {
        const pipeline = pipelines.get(ResourceArn);
        const tags = new Map([...pipeline.tags, ...Tags.map(({ Key, Value }) => [Key, Value] as const)]);
        pipeline.tags = tags;
        return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
      },
    ),

    ListTags: operation(
      z.strictObject({
        ResourceArn: z.string(),
        NextToken: z.string().optional(),
        MaxResults: z.int().optional(),
      }),
      ({ ResourceArn }) => ({
        Tags: [...pipelines.get(ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })),
      }),
    ),
  };
}

function described(pipeline: Pipeline, text: string): Record<string, unknown> {
  return {
    PipelineArn: pipeline.arn,
    PipelineName: pipeline.name,
    PipelineDisplayName: pipeline.displayName ?? pipeline.name,
    PipelineDefinition: text,
    PipelineDescription: pipeline.description,
    RoleArn: pipeline.roleArn,
    PipelineStatus: "Active",
    CreationTime: pipeline.creationTime,
    LastModifiedTime: pipeline.lastModifiedTime,
    LastRunTime: pipeline.executions.at(-1)?.creationTime,
    ...(pipeline.maxParallelSteps === undefined
      ? {}
      : { ParallelismConfiguration: { MaxParallelExecutionSteps: pipeline.maxParallelSteps } }),
  };
}
