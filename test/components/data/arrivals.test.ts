import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { ArrivalsArgs } from "../../../components/data/arrivals";
import { Arrivals, QUARANTINED_MESSAGE } from "../../../components/data/arrivals";
import { QUARANTINED } from "../../../functions/validate-arrivals/core";
import { matchesEventPattern } from "../../../simulator/aws/event-pattern";
import { arrivalEvent } from "../../functions/validate-arrivals/support";
import {
  BOUNDARY_ARN,
  CODE,
  create,
  json,
  KEY_ARN,
  scope,
  statementsIn,
  TOPIC_ARN,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const PREFIX = "mlops-fraud-automation";
const BUCKET = `${PREFIX}-data-200000000002`;
const QUEUE_ARN = `arn:aws:sqs:eu-west-1:200000000002:${PREFIX}-file-arrived`;

const arrivals = (changes: Partial<ArrivalsArgs> = {}) =>
  create(
    (options) =>
      new Arrivals(
        "arrivals",
        {
          scope: scope(),
          bucketName: pulumi.output(BUCKET),
          code: CODE,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          ...changes,
        },
        options,
      ),
  );

describe("Arrivals", () => {
  it("gives out its dead letters", async () => {
    const { component } = await arrivals();
    assert.equal(await valueOf(component.deadLetterQueueArn), `${QUEUE_ARN}-dead-letters`);
  });

  it("takes labels of the models that it is told of, too", async () => {
    const { cloud } = await arrivals({ labelledModels: ["churn", "card-fraud"] });
    const { detail } = json(cloud.one(AWS.cloudwatch.EventRule, "arrivals-rule"), "eventPattern") as {
      detail: { object: unknown };
    };
    assert.deepEqual(detail.object, { key: [{ prefix: "landing/" }, { prefix: "ground-truth/" }] });
    const { environment } = cloud.one(AWS.lambda.Function, "arrivals-function").inputs;
    assert.deepEqual(environment, {
      variables: {
        CURATE_JOB: `${PREFIX}-curate`,
        DATA_BUCKET: BUCKET,
        GROUND_TRUTH_MODELS: "churn,card-fraud",
      },
    });
    const take = statementsIn(cloud.one(AWS.iam.RolePolicy, "arrivals-function-role-policy")).find(
      ({ Sid }) => Sid === "TakeArrivals",
    );
    assert.deepEqual(take?.Resource, [
      `arn:aws:s3:::${BUCKET}/landing/*`,
      `arn:aws:s3:::${BUCKET}/ground-truth/*`,
    ]);
  });

  it("matches new objects below landing/ of its bucket only", async () => {
    const { cloud } = await arrivals();
    const rule = cloud.one(AWS.cloudwatch.EventRule, "arrivals-rule");
    const pattern = json(rule, "eventPattern") as Record<string, unknown>;
    assert.equal(rule.inputs.name, `${PREFIX}-file-arrived`);
    assert.deepEqual(pattern, {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [BUCKET] }, object: { key: [{ prefix: "landing/" }] } },
    });
    assert.deepEqual(
      [
        arrivalEvent("landing/payments/x.csv", "v", 1, BUCKET),
        arrivalEvent("raw/payments/x.csv", "v", 1, BUCKET),
        arrivalEvent("landing/payments/x.csv", "v", 1, "another"),
        { ...arrivalEvent("landing/payments/x.csv", "v", 1, BUCKET), "detail-type": "Object Deleted" },
      ].map((event) => matchesEventPattern(pattern, event)),
      [true, false, false, false],
    );
  });

  it("sends to the queue for a day, once queue and function are ready", async () => {
    const { cloud } = await arrivals();
    const { inputs, dependencies } = cloud.one(AWS.cloudwatch.EventTarget, "arrivals-target");
    assert.deepEqual(inputs, {
      rule: `${PREFIX}-file-arrived`,
      arn: QUEUE_ARN,
      deadLetterConfig: { arn: `${QUEUE_ARN}-dead-letters` },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    });
    for (const [type, name] of [
      [AWS.sqs.QueuePolicy, "arrivals-queue-policy"],
      [AWS.sqs.QueuePolicy, "arrivals-queue-dead-letters-policy"],
      [AWS.lambda.EventSourceMapping, "arrivals-function-queue"],
    ] as const) {
      assert.ok(dependencies.includes(cloud.one(type, name).urn), name);
    }
  });

  it("hides a message for six times as long as the function may run", async () => {
    const { cloud } = await arrivals();
    const { timeout, environment } = cloud.one(AWS.lambda.Function, "arrivals-function").inputs;
    const { visibilityTimeoutSeconds } = cloud.one(AWS.sqs.Queue, "arrivals-queue").inputs;
    assert.deepEqual([timeout, visibilityTimeoutSeconds], [600, 3600]);
    assert.deepEqual(environment, { variables: { CURATE_JOB: `${PREFIX}-curate`, DATA_BUCKET: BUCKET } });
  });

  it("counts the log lines of refused files, and tells people of each", async () => {
    const { cloud } = await arrivals();
    const filter = cloud.one(AWS.cloudwatch.LogMetricFilter, "arrivals-quarantined");
    const logs = cloud.one(AWS.cloudwatch.LogGroup, "arrivals-function-logs");
    assert.deepEqual(filter.inputs, {
      name: `${PREFIX}-arrivals-quarantined`,
      logGroupName: logs.inputs.name,
      pattern: '{ $.message = "arrival quarantined" }',
      metricTransformation: { namespace: "MLOps/fraud/automation", name: "ArrivalsQuarantined", value: "1" },
    });
    assert.ok(filter.dependencies.includes(logs.urn));
    assert.equal(QUARANTINED_MESSAGE, QUARANTINED);
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "arrivals-quarantined-alarm").inputs, {
      name: `${PREFIX}-arrivals-quarantined`,
      alarmDescription: "A file broke the schema of its data set and lies in quarantine/ with the reasons",
      namespace: "MLOps/fraud/automation",
      metricName: "ArrivalsQuarantined",
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    });
  });
});
