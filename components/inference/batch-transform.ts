import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS, JOBS, ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import { FailedRuns } from "../events/failed-runs";
import { createLambdaFunction, writeOwnLogs } from "../events/lambda-function";
import type { Foundation } from "../foundation";
import { roleArn } from "../identity/consumers";
import { ServiceRole } from "../identity/service-role";
import { alarmOnAny, errorsOf } from "../observability/alarm-on-any";
import { LOCAL_DISKS } from "../sagemaker/job-conditions";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import type { BatchAccess } from "./batch-access";
import { batchStatements } from "./batch-access";
import { BatchDeadLetters } from "./batch-dead-letters";

export interface BatchTransformArgs extends BatchAccess, Omit<Foundation, "network"> {
  readonly inferenceBucketName: pulumi.Input<string>;
  /** Bucket that takes what jobs capture. */
  readonly captureBucketName: pulumi.Input<string>;
  /** Bundle of functions/start-batch-transform. */
  readonly code: pulumi.asset.Archive;
  /** Tags of the models and jobs that the function makes. */
  readonly tags: Readonly<Record<string, string>>;
}

const TIMEOUT_SECONDS = 120;

/**
 * What batch inference of every model of an account has in common: a function that starts transform jobs, the role with
 * which schedules invoke it, a queue of runs that did not start, and an alarm on jobs that failed.
 */
export class BatchTransform extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  public readonly schedulerRoleArn: pulumi.Output<string>;
  public readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: BatchTransformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:BatchTransform", name, {}, opts);
    const deadLetters = new BatchDeadLetters(`${name}-dead-letters`, args, { parent: this });
    const lambda = this.createFunction(name, args, deadLetters);
    const schedulerRole = this.createSchedulerRole(name, args, deadLetters);
    new FailedRuns(
      `${name}-failures`,
      {
        ...args,
        purpose: JOBS.batch,
        description: "A transform job of a batch run failed or was stopped",
        eventPattern: failedJobs(args.scope),
      },
      { parent: this },
    );
    this.functionArn = lambda.arn;
    this.schedulerRoleArn = schedulerRole.roleArn;
    this.deadLetterQueueArn = deadLetters.queueArn;
    this.registerOutputs({
      functionArn: this.functionArn,
      schedulerRoleArn: this.schedulerRoleArn,
      deadLetterQueueArn: this.deadLetterQueueArn,
    });
  }

  private createFunction(
    name: string,
    args: BatchTransformArgs,
    deadLetters: BatchDeadLetters,
  ): aws.lambda.Function {
    const lambda = createLambdaFunction(
      name,
      {
        ...args,
        purpose: FUNCTIONS.batchTransform,
        description: "Starts transform jobs for batch inference",
        roleArn: this.createRole(name, args, deadLetters).roleArn,
        environment: environment(args),
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    this.keepFailedEvents(name, lambda, deadLetters);
    this.watch(name, lambda, args);
    return lambda;
  }

  private createRole(name: string, args: BatchTransformArgs, deadLetters: BatchDeadLetters): ServiceRole {
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        purpose: FUNCTIONS.batchTransform,
        description: "Starts transform jobs for batch inference",
        service: "lambda.amazonaws.com",
        statements: [
          writeOwnLogs(args.scope, FUNCTIONS.batchTransform),
          {
            sid: "KeepFailedEvents",
            actions: ["sqs:SendMessage"],
            resources: [deadLetters.literalQueueArn],
          },
          ...batchStatements(args),
        ],
      },
      { parent: this },
    );
  }

  /** Schedules invoke the function asynchronously: Lambda retries a failed event twice, then sends it to the queue. */
  private keepFailedEvents(name: string, lambda: aws.lambda.Function, deadLetters: BatchDeadLetters): void {
    new aws.lambda.FunctionEventInvokeConfig(
      `${name}-events`,
      {
        functionName: lambda.name,
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 6 * 3600,
        destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
      },
      { parent: this },
    );
  }

  private watch(
    name: string,
    lambda: aws.lambda.Function,
    { scope, alertTopicArn }: BatchTransformArgs,
  ): void {
    alarmOnAny(
      `${name}-errors-alarm`,
      errorsOf(lambda.name),
      {
        name: physicalName(scope, `${FUNCTIONS.batchTransform}-errors`, 255),
        description: "A batch run could not be started: the log of the function says why",
        alertTopicArn,
      },
      { parent: this },
    );
  }

  private createSchedulerRole(
    name: string,
    args: BatchTransformArgs,
    deadLetters: BatchDeadLetters,
  ): ServiceRole {
    const { scope, kmsKeyArn } = args;
    return new ServiceRole(
      `${name}-scheduler-role`,
      {
        ...args,
        purpose: ROLES.batchScheduler,
        description: "Schedules of batch inference",
        service: "scheduler.amazonaws.com",
        statements: [
          {
            sid: "InvokeFunction",
            actions: ["lambda:InvokeFunction"],
            resources: [arn(scope, "lambda", `function:${physicalName(scope, FUNCTIONS.batchTransform)}`)],
          },
          {
            sid: "KeepUndeliveredEvents",
            actions: ["sqs:SendMessage"],
            resources: [deadLetters.literalQueueArn],
          },
          { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
        ],
      },
      { parent: this },
    );
  }
}

/** ARN of the function's role, known before it exists, for policies of the registry. */
export function batchRoleArn(scope: Scope): string {
  return roleArn(scope, FUNCTIONS.batchTransform);
}

/** Events of this stage's jobs that failed or were stopped, recognized by the prefix of their names. */
export function failedJobs({ team, plane }: Scope): Record<string, unknown> {
  return {
    source: ["aws.sagemaker"],
    "detail-type": ["SageMaker Transform Job State Change"],
    detail: {
      TransformJobName: [{ prefix: `mlops-${team}-${plane}-` }],
      TransformJobStatus: ["Failed", "Stopped"],
    },
  };
}

function environment(args: BatchTransformArgs): Record<string, pulumi.Input<string>> {
  const { scope, registry } = args;
  return {
    TEAM: scope.team,
    STAGE: scope.plane,
    REGISTRY: `arn:${registry.partition}:sagemaker:${registry.region}:${registry.account}`,
    INFERENCE_BUCKET: args.inferenceBucketName,
    CAPTURE_BUCKET: args.captureBucketName,
    KMS_KEY_ARN: args.kmsKeyArn,
    KEYLESS_INSTANCES: LOCAL_DISKS.join(","),
    ENDPOINT_ROLE_ARN: args.endpointRoleArn,
    SUBNET_IDS: pulumi.all([...args.subnetIds]).apply((ids) => ids.join(",")),
    SECURITY_GROUP_IDS: args.securityGroupId,
    TAGS: pulumi.jsonStringify(args.tags),
  };
}
