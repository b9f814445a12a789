import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { LogForwarder } from "../../../components/observability/log-forwarder";
import {
  BOUNDARY_ARN,
  create,
  forResource,
  document,
  json,
  KEY_ARN,
  scope,
  TOPIC_ARN,
  tree,
} from "../../support/fixtures";
import { vpcStatements } from "../../support/vpc-statements";
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
  it("is a function that reads the stream, with a watched queue for what is given up", async () => {
    const { cloud } = await forwarder();
    assert.deepEqual(
      tree(cloud).filter((line) => !line.includes("setup")),
      [
        "f > aws:cloudwatch/logGroup:LogGroup f-logs",
        "f > aws:cloudwatch/metricAlarm:MetricAlarm f-dead-letters-alarm",
        "f > aws:cloudwatch/metricAlarm:MetricAlarm f-late-alarm",
        "f > aws:lambda/eventSourceMapping:EventSourceMapping f-stream",
        "f > aws:lambda/function:Function f",
        "f > aws:sqs/queue:Queue f-dead-letters",
        "f > mlops:events:PrivateFunction f",
        "f > mlops:identity:ServiceRole f-role",
        "f-role > aws:iam/role:Role f-role",
        "f-role > aws:iam/rolePolicy:RolePolicy f-role-policy",
        "mlops:observability:LogForwarder f",
      ],
    );
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

  it("may read one stream, write to one domain, and keep what it gives up", async () => {
    const { cloud } = await forwarder();
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "f-role-policy")),
      document(
        {
          Sid: "WriteOwnLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `arn:aws:logs:eu-west-1:200000000002:log-group:/aws/lambda/${NAME}:*`,
        },
        {
          Sid: "UseKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
          Resource: KEY_ARN,
        },
        ...vpcStatements(NAME, ["subnet-1"], ["sg-1"]),
        {
          Sid: "ReadStream",
          Effect: "Allow",
          Action: [
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
          ],
          Resource: STREAM_ARN,
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: "es:ESHttpPost",
          Resource: "arn:aws:es:eu-west-1:200000000002:domain/mlops-fraud-logs/*",
        },
        {
          Sid: "KeepWhatIsGivenUp",
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: DEAD_LETTERS_ARN,
        },
      ),
    );
  });
});
