import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { isOffered } from "../../settings/offered";
import { ServiceRole } from "../identity/service-role";
import type { Statement } from "../identity/policy";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import type { EventQueue } from "./event-queue";
import type { LambdaFunctionArgs } from "./lambda-function";
import { createLambdaFunction, writeOwnLogs } from "./lambda-function";

/** `kmsKeyArn` is the key of the queue, too. The queue's visibility time-out must be at least six times `timeoutSeconds`. */
export interface QueueFunctionArgs extends Omit<LambdaFunctionArgs, "roleArn" | "logRetentionDays"> {
  readonly queue: EventQueue;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** What the function may do besides reading its queue and writing its logs. */
  readonly statements: readonly Statement[];
  /** Most invocations at a time, at least 2; the rest waits in the queue. @default what the account allows */
  readonly maximumConcurrency?: number;
  /**
   * Whether invocations are traced by X-Ray: all that AWS samples, or those of callers who trace. Without effect in Regions
   * whose functions cannot be traced. @default PassThrough
   */
  readonly tracing?: "Active" | "PassThrough";
}

const LOG_RETENTION_DAYS = 365;

/** AWS cannot limit these actions to a resource. */
const SEND_TRACES: Statement = {
  sid: "SendTraces",
  actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  resources: ["*"],
};

/**
 * Function that works through an {@link EventQueue}, one message per invocation: each has the whole time-out. Messages
 * that fail stay in the queue.
 */
export class QueueFunction extends pulumi.ComponentResource {
  public readonly functionArn: pulumi.Output<string>;
  public readonly functionName: pulumi.Output<string>;
  public readonly roleArn: pulumi.Output<string>;

  constructor(name: string, given: QueueFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:QueueFunction", name, {}, opts);
    const { tracing, ...rest } = given;
    const traced = tracing !== undefined && isOffered("functionTracing", given.scope.region);
    const args: QueueFunctionArgs = { ...rest, ...(traced ? { tracing } : {}) };
    const role = this.createRole(name, args);
    const lambda = createLambdaFunction(
      name,
      { ...args, roleArn: role.roleArn, logRetentionDays: LOG_RETENTION_DAYS },
      { parent: this },
      args.tracing === undefined ? {} : { tracingConfig: { mode: args.tracing } },
    );
    new aws.lambda.EventSourceMapping(
      `${name}-queue`,
      {
        eventSourceArn: args.queue.queueArn,
        functionName: lambda.name,
        batchSize: 1,
        functionResponseTypes: ["ReportBatchItemFailures"],
        ...(args.maximumConcurrency === undefined
          ? {}
          : { scalingConfig: { maximumConcurrency: args.maximumConcurrency } }),
      },
      { parent: this },
    );
    this.functionArn = lambda.arn;
    this.functionName = lambda.name;
    this.roleArn = role.roleArn;
    this.registerOutputs({ functionArn: this.functionArn, roleArn: this.roleArn });
  }

  private createRole(name: string, args: QueueFunctionArgs): ServiceRole {
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        service: "lambda.amazonaws.com",
        statements: [
          writeOwnLogs(args.scope, args.purpose),
          {
            sid: "ReadOwnQueue",
            actions: [
              "sqs:ChangeMessageVisibility",
              "sqs:DeleteMessage",
              "sqs:GetQueueAttributes",
              "sqs:ReceiveMessage",
            ],
            resources: [args.queue.literalQueueArn],
          },
          { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [args.kmsKeyArn] },
          ...(args.tracing === "Active" ? [SEND_TRACES] : []),
          ...args.statements,
        ],
      },
      { parent: this },
    );
  }
}
