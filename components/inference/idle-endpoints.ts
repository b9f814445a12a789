import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS, QUEUES } from "../../settings/names";
import { isOffered } from "../../settings/offered";
import { physicalName } from "../../settings/scope";
import { EventQueue } from "../events/event-queue";
import { QueueFunction } from "../events/queue-function";
import { sendToQueue } from "../events/queue-rule";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import { alarmOnAny, errorsOf } from "../observability/alarm-on-any";
import { NoticeTopic, noticeTopicArn } from "../observability/notice-topic";

export interface IdleEndpointsArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** Days without a request after which an endpoint is idle: 1 to 63. */
  readonly afterDays: number;
  /** What is done besides telling. */
  readonly action: "notify" | "scaleToZero" | "remove";
  /** Who is told. */
  readonly emails: readonly string[];
  /** What the function may do: access/idle-endpoints.ts. */
  readonly statements: readonly Statement[];
  /** Bundle of functions/find-idle-endpoints. */
  readonly code: pulumi.asset.Archive;
}

/** Longest run of the function: it asks AWS some questions about each of fifty endpoints. */
const TIMEOUT_SECONDS = 120;

/** Before people begin to work, in Europe. */
const EVERY_MORNING = "cron(0 5 * * ? *)";

/** Where AWS answers what things cost, for all Regions of its commercial partition. */
const PRICES_REGION = "us-east-1";

/** Looks every day for endpoints that nobody asks, and tells their owner. */
export class IdleEndpoints extends pulumi.ComponentResource {
  public readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: IdleEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:IdleEndpoints", name, {}, opts);
    const ruleName = physicalName(args.scope, QUEUES.idleEndpoints);
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: QUEUES.idleEndpoints,
        senders: { ruleNames: [ruleName] },
        visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    const { functionName, roleArn } = this.createFunction(name, queue, args);
    const topic = new NoticeTopic(
      name,
      { ...args, purpose: QUEUES.idleEndpoints, publisherRoleArn: roleArn },
      { parent: this },
    );
    this.watch(name, functionName, args);
    sendToQueue(
      name,
      {
        ruleName,
        description: "Looks every day for endpoints that nobody asks",
        scheduleExpression: EVERY_MORNING,
        queue,
        after: [topic],
      },
      this,
    );
    this.topicArn = topic.topicArn;
    this.registerOutputs({ topicArn: this.topicArn });
  }

  private createFunction(name: string, queue: EventQueue, args: IdleEndpointsArgs): QueueFunction {
    const { scope, afterDays, action } = args;
    return new QueueFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.findIdleEndpoints,
        description: "Tells the owner of endpoints that nobody asks",
        queue,
        timeoutSeconds: TIMEOUT_SECONDS,
        environment: {
          ENDPOINT_PREFIX: physicalName(scope, ""),
          AFTER_DAYS: String(afterDays),
          ACTION: action,
          TOPIC_ARN: idleEndpointsTopicArn(args),
          PRICES_REGION: isOffered("priceList", scope.region) ? PRICES_REGION : "",
        },
      },
      { parent: this },
    );
  }

  private watch(
    name: string,
    functionName: pulumi.Output<string>,
    { scope, alertTopicArn }: IdleEndpointsArgs,
  ): void {
    alarmOnAny(
      `${name}-errors-alarm`,
      errorsOf(functionName),
      {
        name: physicalName(scope, `${FUNCTIONS.findIdleEndpoints}-errors`, 255),
        description: "The function that looks for idle endpoints was cut off or does not start",
        alertTopicArn,
      },
      { parent: this },
    );
  }
}

/** ARN of the topic, known before it exists. */
export function idleEndpointsTopicArn({ scope }: Pick<IdleEndpointsArgs, "scope">): string {
  return noticeTopicArn(scope, QUEUES.idleEndpoints);
}
