import type { ProcessingInstanceType } from "@aws-sdk/client-sagemaker";

import { hasOwnDisk } from "../../shared/instances";
import type { InstanceConfig } from "./config-schema";
import type { Expression, Join } from "./expressions";
import { execution, join } from "./expressions";
import type { PipelineInputs, ProcessingArguments, RetryPolicy } from "./types";

/**
 * Trouble that passes: the service's own errors at once, missing capacity and used-up quotas after a while. Names and
 * limits: sagemaker-python-sdk, workflow/retry.py and tests/integ/sagemaker/workflow/test_retry.py. The developer guide
 * writes SageMaker.JOB_CAPACITY_ERROR instead; the SDK's name is the one that ran.
 */
export const JOB_RETRIES: readonly RetryPolicy[] = [
  {
    ExceptionType: ["Step.SERVICE_FAULT", "Step.THROTTLING"],
    IntervalSeconds: 10,
    BackoffRate: 2,
    MaxAttempts: 5,
  },
  {
    ExceptionType: ["SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT"],
    IntervalSeconds: 60,
    BackoffRate: 2,
    MaxAttempts: 5,
  },
];

/** For calls that start no job. */
export const CALL_RETRIES: readonly RetryPolicy[] = JOB_RETRIES.slice(0, 1);

/** Where a job of this execution writes: below `runs/<model>/<execution>/<step>/` of the artifact bucket. */
export function runUri({ contract }: PipelineInputs, step: string, ...folders: readonly string[]): Join {
  const runs = `s3://${contract.artifactBucketName}/runs/${contract.model}`;
  return join("/", [runs, execution("PipelineExecutionId"), step, ...folders]);
}

/** Key in the artifact bucket of the evaluation of one execution, for whoever reads it when the pipeline has ended. */
export function evaluationKey(model: string, executionId: string): string {
  return `runs/${model}/${executionId}/Evaluate/evaluation/evaluation.json`;
}

export function tags({ contract }: PipelineInputs): { readonly Key: string; readonly Value: string }[] {
  return Object.entries(contract.tags).map(([Key, Value]) => ({ Key, Value }));
}

export function vpcConfig({ contract }: PipelineInputs): {
  readonly Subnets: readonly string[];
  readonly SecurityGroupIds: readonly string[];
} {
  return { Subnets: contract.subnetIds, SecurityGroupIds: contract.securityGroupIds };
}

/** The key of a job's volume, where the instance takes one. */
export function volumeKey(
  { contract }: PipelineInputs,
  { type }: InstanceConfig,
): { VolumeKmsKeyId?: string } {
  return hasOwnDisk(type) ? {} : { VolumeKmsKeyId: contract.kmsKeyArn };
}

export function stoppingCondition({ maxRuntimeMinutes }: InstanceConfig): { MaxRuntimeInSeconds: number } {
  return { MaxRuntimeInSeconds: maxRuntimeMinutes * 60 };
}

/** Objects below a URI, and the folder in the container that they are downloaded to. */
export interface JobInput {
  readonly name: string;
  readonly uri: Expression | string;
  readonly path: string;
}

/** What differs between processing jobs. */
export interface ProcessingJob {
  readonly image: string;
  readonly roleArn: string;
  readonly instance: InstanceConfig<ProcessingInstanceType>;
  /** @default the image's own */
  readonly entrypoint?: readonly string[];
  /** @default none */
  readonly arguments?: readonly (Expression | string)[];
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** What is downloaded before the job starts; at most ten. */
  readonly inputs: readonly JobInput[];
  /** What is uploaded when the job ends. */
  readonly outputs: readonly {
    readonly name: string;
    readonly path: string;
    /** @default below the step's folder */
    readonly uri?: Expression;
  }[];
  /** Whether the container may call nobody; SageMaker downloads and uploads for it all the same. */
  readonly isolated: boolean;
}

/** A processing job on one instance: inside the network, encrypted, with an end. */
export function processingArguments(
  inputs: PipelineInputs,
  step: string,
  job: ProcessingJob,
): ProcessingArguments {
  const { contract } = inputs;
  return {
    RoleArn: job.roleArn,
    AppSpecification: {
      ImageUri: job.image,
      ...(job.entrypoint === undefined ? {} : { ContainerEntrypoint: job.entrypoint }),
      ...(job.arguments === undefined ? {} : { ContainerArguments: job.arguments }),
    },
    ...(job.environment === undefined ? {} : { Environment: job.environment }),
    ProcessingInputs: job.inputs.map(({ name, uri, path }) => ({
      InputName: name,
      AppManaged: false,
      S3Input: {
        S3Uri: uri,
        LocalPath: path,
        S3DataType: "S3Prefix",
        S3InputMode: "File",
        S3DataDistributionType: "FullyReplicated",
        S3CompressionType: "None",
      },
    })),
    ProcessingOutputConfig: {
      Outputs: job.outputs.map(({ name, path, uri }) => ({
        OutputName: name,
        AppManaged: false,
        S3Output: { S3Uri: uri ?? runUri(inputs, step, name), LocalPath: path, S3UploadMode: "EndOfJob" },
      })),
      KmsKeyId: contract.kmsKeyArn,
    },
    ProcessingResources: {
      ClusterConfig: {
        InstanceType: job.instance.type,
        InstanceCount: 1,
        VolumeSizeInGB: job.instance.volumeGb,
        ...volumeKey(inputs, job.instance),
      },
    },
    NetworkConfig: {
      EnableNetworkIsolation: job.isolated,
      EnableInterContainerTrafficEncryption: true,
      VpcConfig: vpcConfig(inputs),
    },
    StoppingCondition: stoppingCondition(job.instance),
    Tags: tags(inputs),
  };
}
