import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS } from "../../settings/names";
import { arn, physicalName } from "../../settings/scope";
import type { PrivateFunctionPlace } from "../events/private-function";
import { PrivateFunction, privateFunctionRole } from "../events/private-function";
import type { LogStream } from "./log-stream";
import type { SearchDomain } from "./search-domain";
import { searchArn, WRITER_ACTIONS } from "./search-domain";

export interface LogForwarderArgs extends Omit<PrivateFunctionPlace, "purpose"> {
  readonly code: pulumi.asset.Archive;
  readonly stream: Pick<LogStream, "streamArn" | "literalStreamArn">;
  readonly domain: Pick<SearchDomain, "url">;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** What must have happened in the domain before the first log arrives. */
  readonly after: readonly pulumi.Resource[];
  readonly alertTopicArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

const TIMEOUT_SECONDS = 120;
const FOURTEEN_DAYS_IN_SECONDS = 14 * 24 * 3600;
const QUARTER_OF_AN_HOUR_IN_MILLISECONDS = 15 * 60 * 1000;

/**
 * Function that reads log events from the stream, takes them apart and writes them to the search domain. What cannot
 * be written in about an hour is given up: where it was in the stream is kept in a watched dead-letter queue.
 */
export class LogForwarder extends pulumi.ComponentResource {
  constructor(name: string, args: LogForwarderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:LogForwarder", name, {}, opts);
    const place = { ...args, purpose: FUNCTIONS.indexLogs };
    const deadLetterName = physicalName(args.scope, `${FUNCTIONS.indexLogs}-dead-letters`, 80);
    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      {
        name: deadLetterName,
        kmsMasterKeyId: args.kmsKeyArn,
        messageRetentionSeconds: FOURTEEN_DAYS_IN_SECONDS,
      },
      { parent: this },
    );
    const role = this.createRole(name, place, deadLetterName);
    const forwarder = new PrivateFunction(
      name,
      {
        ...place,
        description: "Writes log events of ML jobs and endpoints to OpenSearch",
        roleArn: role.roleArn,
        environment: { OPENSEARCH_URL: args.domain.url },
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    this.readStream(name, forwarder, deadLetters, args);
    this.watch(name, forwarder, deadLetters, args);
    this.registerOutputs({});
  }

  private createRole(
    name: string,
    args: LogForwarderArgs & PrivateFunctionPlace,
    deadLetterName: string,
  ): { readonly roleArn: pulumi.Output<string> } {
    return privateFunctionRole(
      `${name}-role`,
      {
        ...args,
        description: "Writes log events of ML jobs and endpoints to OpenSearch",
        statements: [
          {
            sid: "ReadStream",
            actions: [
              "kinesis:DescribeStream",
              "kinesis:DescribeStreamSummary",
              "kinesis:GetRecords",
              "kinesis:GetShardIterator",
              "kinesis:ListShards",
            ],
            resources: [args.stream.literalStreamArn],
          },
          { sid: "WriteLogs", actions: WRITER_ACTIONS, resources: [searchArn(args.scope)] },
          {
            sid: "KeepWhatIsGivenUp",
            actions: ["sqs:SendMessage"],
            resources: [arn(args.scope, "sqs", deadLetterName)],
          },
        ],
      },
      { parent: this },
    );
  }

  private readStream(
    name: string,
    forwarder: PrivateFunction,
    deadLetters: aws.sqs.Queue,
    args: LogForwarderArgs,
  ): void {
    new aws.lambda.EventSourceMapping(
      `${name}-stream`,
      {
        eventSourceArn: args.stream.streamArn,
        functionName: forwarder.functionName,
        startingPosition: "TRIM_HORIZON",
        batchSize: 200,
        maximumBatchingWindowInSeconds: 10,
        bisectBatchOnFunctionError: true,
        functionResponseTypes: ["ReportBatchItemFailures"],
        // Lambda waits up to a minute between two attempts: a domain that is away for an hour loses nothing, and a
        // record that breaks the function holds up its shard no longer than that.
        maximumRetryAttempts: 60,
        destinationConfig: { onFailure: { destinationArn: deadLetters.arn } },
      },
      { parent: this, dependsOn: [...args.after] },
    );
  }

  private watch(
    name: string,
    forwarder: PrivateFunction,
    deadLetters: aws.sqs.Queue,
    { scope, alertTopicArn }: LogForwarderArgs,
  ): void {
    const alarm = {
      period: 60,
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [alertTopicArn],
    };
    new aws.cloudwatch.MetricAlarm(
      `${name}-dead-letters-alarm`,
      {
        ...alarm,
        name: physicalName(scope, `${FUNCTIONS.indexLogs}-dead-letters`, 255),
        alarmDescription:
          "Log events were given up; where they were in the stream is in the dead-letter queue",
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: deadLetters.name },
        evaluationPeriods: 1,
        threshold: 0,
      },
      { parent: this },
    );
    new aws.cloudwatch.MetricAlarm(
      `${name}-late-alarm`,
      {
        ...alarm,
        name: physicalName(scope, `${FUNCTIONS.indexLogs}-late`, 255),
        alarmDescription: "Log events reach the search domain more than a quarter of an hour late",
        namespace: "AWS/Lambda",
        metricName: "IteratorAge",
        dimensions: { FunctionName: forwarder.functionName },
        evaluationPeriods: 5,
        threshold: QUARTER_OF_AN_HOUR_IN_MILLISECONDS,
      },
      { parent: this },
    );
  }
}
