import {
  CreateTransformJobCommand,
  type CreateTransformJobCommandInput,
  DescribeTransformJobCommand,
  ResourceInUse,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { FinalError } from "../shared/errors";
import type { Settings } from "./environment";
import type { BatchRequest } from "./event";
import { ifFound } from "./found";
import { versionOf } from "./names";
import { tagList } from "./tags";

export interface Job {
  readonly arn: string;
  readonly modelName: string;
  /** S3 URI of the prefix that it writes to. */
  readonly output: string;
}

/**
 * The job of a name, if there is one.
 * @throws FinalError if it is about other files than the request
 */
export async function findJob(
  sageMaker: SageMakerClient,
  name: string,
  request: BatchRequest,
): Promise<Job | undefined> {
  const found = await ifFound(sageMaker.send(new DescribeTransformJobCommand({ TransformJobName: name })));
  if (found === undefined) return undefined;
  const input = found.TransformInput?.DataSource?.S3DataSource?.S3Uri;
  if (input !== request.input) {
    throw new FinalError(
      `execution ${request.executionId} has started job ${name} for ${input}: give each execution an id of its own`,
    );
  }
  return {
    arn: found.TransformJobArn ?? "",
    modelName: found.ModelName ?? "",
    output: found.TransformOutput?.S3OutputPath ?? "",
  };
}

/** @returns the job, or undefined if there is one of that name already. */
export async function createJob(
  sageMaker: SageMakerClient,
  settings: Settings,
  name: string,
  modelName: string,
  request: BatchRequest,
): Promise<Job | undefined> {
  const job = jobRequest(settings, name, modelName, request);
  try {
    const { TransformJobArn } = await sageMaker.send(new CreateTransformJobCommand(job));
    return { arn: TransformJobArn ?? "", modelName, output: outputOf(name, request) };
  } catch (error) {
    if (error instanceof ResourceInUse) return undefined;
    throw error;
  }
}

/** Each occasion writes to a prefix of its own, below its day. */
export function outputOf(name: string, { output, scheduledTime }: BatchRequest): string {
  return `${output}${new Date(scheduledTime).toISOString().slice(0, 10)}/${name}/`;
}

/** Request of the job: one record per line, as many per request as fit, answers in the order of the records. */
export function jobRequest(
  settings: Settings,
  name: string,
  modelName: string,
  request: BatchRequest,
): CreateTransformJobCommandInput {
  const { keyArn, captureBucket } = settings;
  const { model, contentType, instanceType, instanceCount } = request;
  // By version, as endpoints do, so that monitors know who answered.
  const captured = `s3://${captureBucket}/${model}/${versionOf(modelName)}`;
  return {
    TransformJobName: name,
    ModelName: modelName,
    BatchStrategy: "MultiRecord",
    MaxPayloadInMB: request.maxPayloadMb,
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: request.input } },
      ContentType: contentType,
      CompressionType: "None",
      SplitType: "Line",
    },
    TransformOutput: {
      S3OutputPath: outputOf(name, request),
      Accept: contentType,
      AssembleWith: "Line",
      KmsKeyId: keyArn,
    },
    TransformResources: {
      // AWS leaves the types to whoever asks: it knows more of them than the SDK.
      InstanceType: instanceType as NonNullable<
        CreateTransformJobCommandInput["TransformResources"]
      >["InstanceType"],
      InstanceCount: instanceCount,
      ...(takesKey(settings, instanceType) ? { VolumeKmsKeyId: keyArn } : {}),
    },
    ...(request.capturePercent > 0
      ? { DataCaptureConfig: { DestinationS3Uri: `${captured}/batch/`, KmsKeyId: keyArn } }
      : {}),
    Tags: tagList(settings, model),
  };
}

/** Instances with disks of their own encrypt those in hardware, and SageMaker refuses a key. */
function takesKey({ keylessInstances }: Settings, instanceType: string): boolean {
  return !keylessInstances.some((pattern) =>
    new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(instanceType),
  );
}
