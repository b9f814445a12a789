import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { LogForwarder } from "../../../components/observability/log-forwarder";
import { BOUNDARY_ARN, create, forResource, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-index-ml-logs";
const STREAM_ARN = "arn:aws:kinesis:eu-west-1:200000000002:stream/mlops-fraud-automation-ml-logs";
const DEAD_LETTERS_ARN = `arn:aws:sqs:eu-west-1:200000000002:${NAME}-dead-letters`;

const forwarder = () =>
  create(
    (options) =>
      new LogForwarder(
        "f",
        {
          scope: scope(),
          kmsKeyArn: KEY_ARN,
          network: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
          code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports = {};") }),
          stream: { streamArn: pulumi.output(STREAM_ARN), literalStreamArn: STREAM_ARN },
          domain: { url: pulumi.output("https://search") },
          permissionsBoundaryArn: BOUNDARY_ARN,
          after: [new aws.ssm.Parameter("setup", { type: "String", value: "done" }, forResource(options))],
          alertTopicArn: TOPIC_ARN,
          logRetentionDays: 365,
        },
        options,
      ),
  );

describe("LogForwarder", () => {
  it("tells the function where the domain is", async () => {
    const { cloud } = await forwarder();
    const { environment, role, name } = cloud.one(AWS.lambda.Function, "f").inputs;
    assert.deepEqual(environment, { variables: { OPENSEARCH_URL: "https://search" } });
    assert.equal(role, `arn:aws:iam::200000000002:role/${NAME}`);
    assert.equal(name, NAME);
  });

  it("tries for about an hour, keeps good records apart from bad ones, and loses nothing unseen", async () => {
    const { cloud } = await forwarder();
    const mapping = cloud.one(AWS.lambda.EventSourceMapping, "f-stream");
    assert.deepEqual(mapping.inputs, {
      eventSourceArn: STREAM_ARN,
      functionName: NAME,
      startingPosition: "TRIM_HORIZON",
      batchSize: 200,
      maximumBatchingWindowInSeconds: 10,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      maximumRetryAttempts: 60,
      destinationConfig: { onFailure: { destinationArn: DEAD_LETTERS_ARN } },
    });
    assert.deepEqual(cloud.one(AWS.sqs.Queue, "f-dead-letters").inputs, {
      name: `${NAME}-dead-letters`,
      kmsMasterKeyId: KEY_ARN,
      messageRetentionSeconds: 1_209_600,
    });
  });

  it("does not read before the domain is set up", async () => {
    const { cloud } = await forwarder();
    const { dependencies } = cloud.one(AWS.lambda.EventSourceMapping, "f-stream");
    assert.ok(dependencies.includes(cloud.one(AWS.ssm.Parameter, "setup").urn));
  });

  it("tells people what was given up, and when logs are late", async () => {
    const { cloud } = await forwarder();
    const common = {
      period: 60,
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    };
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "f-dead-letters-alarm").inputs, {
      ...common,
      name: `${NAME}-dead-letters`,
      alarmDescription: "Log events were given up; where they were in the stream is in the dead-letter queue",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: `${NAME}-dead-letters` },
      evaluationPeriods: 1,
      threshold: 0,
    });
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "f-late-alarm").inputs, {
      ...common,
      name: `${NAME}-late`,
      alarmDescription: "Log events reach the search domain more than a quarter of an hour late",
      namespace: "AWS/Lambda",
      metricName: "IteratorAge",
      dimensions: { FunctionName: NAME },
      evaluationPeriods: 5,
      threshold: 900_000,
    });
  });
});
