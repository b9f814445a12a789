import type * as pulumi from "@pulumi/pulumi";

import { BatchTransform } from "../../components/inference/batch-transform";
import type { Consumers } from "../../components/identity/consumers";
import { LogGroup } from "../../components/observability/log-group";
import { LogSubscription } from "../../components/observability/log-subscription";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { BUCKETS, INFERENCE_PREFIXES } from "../../settings/names";
import type { ResourceTags } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import { functionCode } from "../../assets/function-code";
import { JOB_LOG_GROUPS } from "../../components/observability/job-logs";
import type { Foundation } from "../../components/foundation";

/** Days that records and results are kept, and old versions of them. */
const INFERENCE_DAYS = 90;
const INFERENCE_NONCURRENT_DAYS = 30;

/** What batch runs and asynchronous endpoints of an account share. */
export interface BatchInference {
  readonly inferenceBucketName: pulumi.Input<string>;
  readonly batch: {
    readonly functionArn: pulumi.Input<string>;
    readonly schedulerRoleArn: pulumi.Input<string>;
    readonly deadLetterQueueArn: pulumi.Input<string>;
  };
}

export interface BatchInferenceArgs {
  readonly foundation: Foundation;
  /** Team's registry, in the automation account. */
  readonly registry: Scope;
  readonly endpointRoleArn: pulumi.Input<string>;
  readonly captureBucketName: pulumi.Input<string>;
  readonly tags: ResourceTags;
  /** Whether the automation plane is in this account, and has made the log group of transform jobs. */
  readonly sharesAccountWithAutomation: boolean;
  /** Where logs of jobs are sent to, so that they can be searched. @default nowhere */
  readonly logDestinationArn?: pulumi.Input<string>;
  /** Roles of other accounts that read requests and answers, and below which prefixes. @default nobody does */
  readonly readers?: { readonly consumers: Consumers; readonly prefixes: readonly string[] };
}

/** Bucket of records and results, and the function that runs models over them. Children of the plane, named after it. */
export function createBatchInference(
  name: string,
  args: BatchInferenceArgs,
  parent: pulumi.Resource,
): BatchInference {
  const { foundation, registry, endpointRoleArn, captureBucketName, tags } = args;
  const { network } = foundation;
  const inferenceBucketName = createInferenceBucket(name, args, parent);
  if (!args.sharesAccountWithAutomation) {
    createJobLogs(name, args, parent);
  }
  const batch = new BatchTransform(
    name,
    {
      ...foundation,
      registry,
      subnetIds: network.subnetIds,
      securityGroupId: network.workloadSecurityGroupId,
      endpointRoleArn,
      inferenceBucketName,
      captureBucketName,
      code: functionCode("start-batch-transform"),
      tags,
    },
    { parent },
  );
  const { functionArn, schedulerRoleArn, deadLetterQueueArn } = batch;
  return { inferenceBucketName, batch: { functionArn, schedulerRoleArn, deadLetterQueueArn } };
}

function createInferenceBucket(
  name: string,
  { foundation, readers }: BatchInferenceArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return new EncryptedBucket(
    `${name}-${BUCKETS.inference}`,
    {
      ...foundation,
      purpose: BUCKETS.inference,
      noncurrentVersionDays: INFERENCE_NONCURRENT_DAYS,
      ...(readers
        ? {
            consumers: readers.consumers,
            consumersPrefixes: readers.prefixes,
          }
        : {}),
      lifecycle: Object.values(INFERENCE_PREFIXES).map((prefix) => ({
        prefix,
        expirationDays: INFERENCE_DAYS,
      })),
    },
    { parent },
  ).bucketName;
}

/** SageMaker would create the group itself, without retention and without our key. */
function createJobLogs(
  name: string,
  { foundation, logDestinationArn }: BatchInferenceArgs,
  parent: pulumi.Resource,
): void {
  const { logGroupName } = new LogGroup(
    `${name}-job-logs`,
    { ...foundation, logGroupName: JOB_LOG_GROUPS.transform },
    { parent },
  );
  if (logDestinationArn !== undefined) {
    new LogSubscription(
      `${name}-job-logs-search`,
      { ...foundation, logGroupName, destinationArn: logDestinationArn },
      { parent },
    );
  }
}
