import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, FUNCTIONS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, bucketName, physicalName } from "../../settings/scope";
import { EventQueue } from "../events/event-queue";
import { QueueFunction } from "../events/queue-function";
import type { Foundation } from "../foundation";
import { endpointName } from "./deployment-names";

export interface AsynchronousCaptureArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** Models whose requests and answers are kept; at least one. */
  readonly models: readonly string[];
  /** Code of the function capture-asynchronous. */
  readonly code: pulumi.asset.Archive;
}

const TIMEOUT_SECONDS = 30;

/** The topic that a model's asynchronous endpoint tells of its answers, as the deploy program names it. */
function topicArn(scope: Scope, model: string): string {
  return arn(scope, "sns", `${endpointName(scope, model)}-success`);
}

/**
 * Keeps what asynchronous endpoints are asked and answer, as SageMaker itself does for realtime ones only: each endpoint's
 * topic of success tells a queue, and a function writes a record with the addresses of both bodies. Model Deploy subscribes
 * the queue, since the topics are its own.
 */
export class AsynchronousCapture extends pulumi.ComponentResource {
  public readonly queueArn: pulumi.Output<string>;

  constructor(name: string, args: AsynchronousCaptureArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:AsynchronousCapture", name, {}, opts);
    const [first, ...others] = args.models.map((model) => topicArn(args.scope, model));
    if (first === undefined) {
      throw new Error("no asynchronous endpoint is watched: leave its capture out");
    }
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: FUNCTIONS.captureAsynchronous,
        senders: { topicArns: [first, ...others] },
        visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    this.createFunction(name, queue, args);
    this.queueArn = queue.queueArn;
    this.registerOutputs({ queueArn: this.queueArn });
  }

  private createFunction(name: string, queue: EventQueue, args: AsynchronousCaptureArgs): void {
    const { scope, models } = args;
    const capture = bucketArn(scope, BUCKETS.capture);
    new QueueFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.captureAsynchronous,
        description: "Keeps what asynchronous endpoints are asked and answer",
        queue,
        statements: [
          {
            sid: "WriteCapture",
            actions: ["s3:PutObject"],
            resources: models.map((model) => `${capture}/${model}/*`),
          },
        ],
        environment: {
          CAPTURE_BUCKET: bucketName(scope, BUCKETS.capture),
          INFERENCE_BUCKET: bucketName(scope, BUCKETS.inference),
          ENDPOINT_PREFIX: physicalName(scope, ""),
          MODELS: models.join(","),
        },
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      { parent: this },
    );
  }
}
