import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { DataPrefix } from "../../settings/names";
import { BUCKETS, DATA_PREFIXES, FUNCTIONS, QUEUES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, bucketName, physicalName } from "../../settings/scope";
import { EventQueue } from "../events/event-queue";
import { sendToQueue } from "../events/queue-rule";
import { QueueFunction } from "../events/queue-function";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import { curateJobName } from "./curate-job";
import { alarmOnAny } from "../observability/alarm-on-any";

export interface ArrivalsArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** Of the data bucket, which must tell EventBridge of its objects. */
  readonly bucketName: pulumi.Input<string>;
  /** Models whose labels arrive below ground-truth/. @default none */
  readonly labelledModels?: readonly string[];
  /** Bundle of functions/validate-arrivals. */
  readonly code: pulumi.asset.Archive;
}

/** Longest run of the function: it reads and checks the largest file that a schema can allow. */
const TIMEOUT_SECONDS = 600;

/** A Parquet file is held column by column, of each row group; a row group may have 128 MiB of one. */
const MEMORY_MIB = 2048;

/** Message of the log line for a refused file, as functions/validate-arrivals writes it. */
export const QUARANTINED_MESSAGE = "arrival quarantined";

/** From a new file below landing/ or ground-truth/ to raw/ or quarantine/: rule, queue, function, alarm on refused files. */
export class Arrivals extends pulumi.ComponentResource {
  public readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: ArrivalsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:Arrivals", name, {}, opts);
    const ruleName = physicalName(args.scope, "file-arrived");
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: QUEUES.filesArrived,
        senders: { ruleNames: [ruleName] },
        visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    const validator = this.createFunction(name, queue, args);
    this.createRule(name, ruleName, queue, validator, args);
    this.watch(name, validator, args);
    this.deadLetterQueueArn = queue.deadLetterQueueArn;
    this.registerOutputs({ deadLetterQueueArn: this.deadLetterQueueArn });
  }

  private createFunction(name: string, queue: EventQueue, args: ArrivalsArgs): QueueFunction {
    return new QueueFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.validateArrivals,
        description: "Checks files that arrive against the schema of their data set",
        queue,
        statements: statements(args.scope, arrivalPrefixes(args)),
        timeoutSeconds: TIMEOUT_SECONDS,
        memoryMiB: MEMORY_MIB,
        environment: {
          CURATE_JOB: curateJobName(args.scope),
          DATA_BUCKET: bucketName(args.scope, BUCKETS.data),
          ...(args.labelledModels ? { GROUND_TRUTH_MODELS: args.labelledModels.join(",") } : {}),
        },
      },
      { parent: this },
    );
  }

  private createRule(
    name: string,
    ruleName: string,
    queue: EventQueue,
    validator: QueueFunction,
    args: ArrivalsArgs,
  ): void {
    sendToQueue(
      name,
      {
        ruleName,
        description: "A file has arrived in the data bucket",
        eventPattern: arrivedFiles(args.bucketName, arrivalPrefixes(args)),
        queue,
        after: [validator],
      },
      this,
    );
  }

  private watch(name: string, validator: QueueFunction, { scope, alertTopicArn }: ArrivalsArgs): void {
    const metric = { namespace: `MLOps/${scope.team}/${scope.plane}`, name: "ArrivalsQuarantined" };
    new aws.cloudwatch.LogMetricFilter(
      `${name}-quarantined`,
      {
        name: physicalName(scope, "arrivals-quarantined", 512),
        logGroupName: `/aws/lambda/${physicalName(scope, FUNCTIONS.validateArrivals)}`,
        pattern: `{ $.message = "${QUARANTINED_MESSAGE}" }`,
        metricTransformation: { ...metric, value: "1" },
      },
      { parent: this, dependsOn: [validator] },
    );
    alarmOnAny(
      `${name}-quarantined-alarm`,
      { namespace: metric.namespace, metricName: metric.name, statistic: "Sum" },
      {
        name: physicalName(scope, "arrivals-quarantined", 255),
        description: "A file broke the schema of its data set and lies in quarantine/ with the reasons",
        alertTopicArn,
      },
      { parent: this },
    );
  }
}

/** Where files arrive. */
function arrivalPrefixes({ labelledModels }: ArrivalsArgs): DataPrefix[] {
  return labelledModels ? ["landing", "groundTruth"] : ["landing"];
}

/** Event pattern, as S3 documents its events. What the function itself writes lies elsewhere. */
export function arrivedFiles(
  bucket: pulumi.Input<string>,
  prefixes: readonly DataPrefix[] = ["landing"],
): Record<string, unknown> {
  return {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: {
      bucket: { name: [bucket] },
      object: { key: prefixes.map((prefix) => ({ prefix: DATA_PREFIXES[prefix] })) },
    },
  };
}

function statements(scope: Scope, arrivals: readonly DataPrefix[]): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.data);
  const below = (prefix: DataPrefix): string => `${bucket}/${DATA_PREFIXES[prefix]}*`;
  return [
    { sid: "ReadSchemas", actions: ["s3:GetObject"], resources: [below("schemas")] },
    {
      sid: "TakeArrivals",
      actions: ["s3:DeleteObjectVersion", "s3:GetObjectVersion"],
      resources: arrivals.map(below),
    },
    { sid: "WriteRaw", actions: ["s3:PutObject"], resources: [below("raw")] },
    {
      sid: "WriteQuarantine",
      actions: ["s3:PutObject", "s3:PutObjectTagging"],
      resources: [below("quarantine")],
    },
    {
      sid: "CurateOnArrival",
      actions: ["glue:StartJobRun"],
      resources: [arn(scope, "glue", `job/${curateJobName(scope)}`)],
    },
    // Without permission to list the bucket, S3 answers "access denied" instead of "not found" for a missing object.
    { sid: "TellMissingObjects", actions: ["s3:ListBucket", "s3:ListBucketVersions"], resources: [bucket] },
  ];
}
