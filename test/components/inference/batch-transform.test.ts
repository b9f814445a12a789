import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { BatchTransformArgs } from "../../../components/inference/batch-transform";
import { batchRoleArn, BatchTransform, failedJobs } from "../../../components/inference/batch-transform";
import { CODE, create, json, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ACCOUNT = "200000000003";
const HERE = scope({ plane: "staging", account: ACCOUNT });
const PREFIX = "mlops-fraud-staging";
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/${PREFIX}-boundary`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:${PREFIX}-alerts`;
const ENDPOINT_ROLE = `arn:aws:iam::${ACCOUNT}:role/${PREFIX}-endpoint`;
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${PREFIX}-batch-transform`;
const DEAD_LETTERS = `arn:aws:sqs:eu-west-1:${ACCOUNT}:${PREFIX}-batch-dead-letters`;
const SUBNETS = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
const GROUP = "sg-0a1b2c3d4e5f60718";
const LOCAL_DISKS = "ml.*d.*,ml.*dn.*,ml.*de.*,ml.g5.*,ml.g6*,ml.p5*,ml.trn*";

const batch = (changes: Partial<BatchTransformArgs> = {}) =>
  create(
    (options) =>
      new BatchTransform(
        "batch",
        {
          scope: HERE,
          registry: scope(),
          kmsKeyArn: KEY,
          subnetIds: SUBNETS,
          securityGroupId: GROUP,
          endpointRoleArn: ENDPOINT_ROLE,
          inferenceBucketName: `${PREFIX}-inference-${ACCOUNT}`,
          captureBucketName: `${PREFIX}-capture-${ACCOUNT}`,
          code: CODE,
          permissionsBoundaryArn: BOUNDARY,
          alertTopicArn: TOPIC,
          logRetentionDays: 365,
          tags: { Project: "mlops", Team: "fraud" },
          ...changes,
        },
        options,
      ),
    HERE,
  );

describe("BatchTransform", () => {
  it("gives out its function, the role of schedules and its dead letters", async () => {
    const { component } = await batch();
    assert.deepEqual(
      await valueOf(
        pulumi.all([component.functionArn, component.schedulerRoleArn, component.deadLetterQueueArn]),
      ),
      [FUNCTION, `arn:aws:iam::${ACCOUNT}:role/${PREFIX}-batch-scheduler`, DEAD_LETTERS],
    );
  });

  it("tells the function where it is, and nothing secret", async () => {
    const { cloud } = await batch();
    const { code, ...inputs } = cloud.one(AWS.lambda.Function, "batch").inputs;
    assert.ok(code);
    assert.deepEqual(inputs, {
      name: `${PREFIX}-batch-transform`,
      description: "Starts transform jobs for batch inference",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: `arn:aws:iam::${ACCOUNT}:role/${PREFIX}-batch-transform`,
      timeout: 120,
      memorySize: 512,
      kmsKeyArn: KEY,
      environment: {
        variables: {
          TEAM: "fraud",
          STAGE: "staging",
          REGISTRY: "arn:aws:sagemaker:eu-west-1:200000000002",
          INFERENCE_BUCKET: `${PREFIX}-inference-${ACCOUNT}`,
          CAPTURE_BUCKET: `${PREFIX}-capture-${ACCOUNT}`,
          KMS_KEY_ARN: KEY,
          KEYLESS_INSTANCES: LOCAL_DISKS,
          ENDPOINT_ROLE_ARN: ENDPOINT_ROLE,
          SUBNET_IDS: SUBNETS.join(","),
          SECURITY_GROUP_IDS: GROUP,
          TAGS: '{"Project":"mlops","Team":"fraud"}',
        },
      },
      loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${PREFIX}-batch-transform` },
    });
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "batch-logs").inputs, {
      name: `/aws/lambda/${PREFIX}-batch-transform`,
      retentionInDays: 365,
      kmsKeyId: KEY,
    });
  });

  it("has a role for schedules, within the boundary", async () => {
    const { cloud } = await batch();
    const { name, permissionsBoundary } = cloud.one(AWS.iam.Role, "batch-scheduler-role").inputs;
    assert.deepEqual([name, permissionsBoundary], [`${PREFIX}-batch-scheduler`, BOUNDARY]);
  });

  it("keeps events that the function fails at three times", async () => {
    const { cloud } = await batch();
    assert.deepEqual(cloud.one(AWS.lambda.FunctionEventInvokeConfig, "batch-events").inputs, {
      functionName: `${PREFIX}-batch-transform`,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 21_600,
      destinationConfig: { onFailure: { destination: DEAD_LETTERS } },
    });
    const { redriveAllowPolicy, ...queue } = cloud.one(AWS.sqs.Queue, "batch-dead-letters").inputs;
    assert.deepEqual(queue, {
      name: `${PREFIX}-batch-dead-letters`,
      kmsMasterKeyId: KEY,
      messageRetentionSeconds: 1_209_600,
    });
    assert.deepEqual(JSON.parse(String(redriveAllowPolicy)), { redrivePermission: "denyAll" });
  });

  it("raises alarms where a run did not start", async () => {
    const { cloud } = await batch();
    const common = {
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC],
    };
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "batch-errors-alarm").inputs, {
      ...common,
      name: `${PREFIX}-batch-transform-errors`,
      alarmDescription: "A batch run could not be started: the log of the function says why",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: `${PREFIX}-batch-transform` },
      statistic: "Sum",
      period: 300,
    });
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "batch-dead-letters-alarm").inputs, {
      ...common,
      name: `${PREFIX}-batch-dead-letters`,
      alarmDescription: "A batch run did not start: its event waits in the dead-letter queue",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: `${PREFIX}-batch-dead-letters` },
      statistic: "Maximum",
      period: 60,
    });
  });

  it("raises an alarm on transform jobs of this stage that failed or were stopped", async () => {
    const { cloud } = await batch();
    const rule = cloud.one(AWS.cloudwatch.EventRule, "batch-failures-rule");
    assert.equal(rule.inputs.name, `${PREFIX}-batch-failures`);
    const pattern = {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Transform Job State Change"],
      detail: {
        TransformJobName: [{ prefix: `${PREFIX}-` }],
        TransformJobStatus: ["Failed", "Stopped"],
      },
    };
    assert.deepEqual(json(rule, "eventPattern"), pattern);
    assert.deepEqual(failedJobs(HERE), pattern);
    const alarm = cloud.one(AWS.cloudwatch.MetricAlarm, "batch-failures-alarm").inputs;
    assert.deepEqual(
      [alarm.alarmDescription, alarm.dimensions, alarm.alarmActions],
      [
        "A transform job of a batch run failed or was stopped",
        { QueueName: `${PREFIX}-batch-failures` },
        [TOPIC],
      ],
    );
  });

  it("has a role whose ARN is known before it exists", async () => {
    const { cloud } = await batch();
    const { role } = cloud.one(AWS.lambda.Function, "batch").inputs;
    assert.equal(role, batchRoleArn(HERE));
  });
});
