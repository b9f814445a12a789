import assert from "node:assert/strict";

import { EventQueue } from "../../../components/events/event-queue";
import { HourlyMessage } from "../../../components/events/hourly-message";
import {
  allow,
  BOUNDARY_ARN,
  create,
  document,
  json,
  KEY_ARN,
  scope,
  TOPIC_ARN,
  tree,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const QUEUE_ARN = "arn:aws:sqs:eu-west-1:200000000002:mlops-fraud-automation-people-notices";
const NAME = "mlops-fraud-automation-check-approvals";

const hourly = () =>
  create((options) => {
    const queue = new EventQueue(
      "queue",
      {
        scope: scope(),
        purpose: "people-notices",
        kmsKeyArn: KEY_ARN,
        ruleName: "rule",
        visibilityTimeoutSeconds: 540,
        alertTopicArn: TOPIC_ARN,
      },
      options,
    );
    return new HourlyMessage(
      "check",
      {
        scope: scope(),
        purpose: "check-approvals",
        description: "Asks every hour",
        queue,
        message: { source: "mlops.schedule" },
        kmsKeyArn: KEY_ARN,
        permissionsBoundaryArn: BOUNDARY_ARN,
      },
      options,
    );
  });

describe("HourlyMessage", () => {
  it("is a schedule in a group of its own, with a role", async () => {
    const { cloud, component } = await hourly();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("check")),
      [
        "check > aws:scheduler/schedule:Schedule check",
        "check > aws:scheduler/scheduleGroup:ScheduleGroup check-group",
        "check > mlops:identity:ServiceRole check-role",
        "check-role > aws:iam/role:Role check-role",
        "check-role > aws:iam/rolePolicy:RolePolicy check-role-policy",
        "mlops:events:HourlyMessage check",
      ],
    );
    assert.deepEqual(cloud.one(AWS.scheduler.ScheduleGroup, "check-group").inputs, {
      name: NAME,
    });
    assert.equal(
      await valueOf(component.scheduleArn),
      `arn:aws:scheduler:eu-west-1:200000000002:schedule/${NAME}/${NAME}`,
    );
  });

  it("sends its message every hour, encrypted, and keeps what cannot be sent", async () => {
    const { cloud } = await hourly();
    assert.deepEqual(cloud.one(AWS.scheduler.Schedule, "check").inputs, {
      name: NAME,
      groupName: NAME,
      description: "Asks every hour",
      scheduleExpression: "rate(1 hour)",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: KEY_ARN,
      target: {
        arn: QUEUE_ARN,
        roleArn: `arn:aws:iam::200000000002:role/${NAME}`,
        input: '{"source":"mlops.schedule"}',
        deadLetterConfig: { arn: `${QUEUE_ARN}-dead-letters` },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    });
  });

  it("may send to its queue and the dead letters, and use their key", async () => {
    const { cloud } = await hourly();
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "check-role-policy")),
      document(
        allow("SendMessages", "sqs:SendMessage", [QUEUE_ARN, `${QUEUE_ARN}-dead-letters`]),
        allow("UseKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN),
      ),
    );
    const { inputs } = cloud.one(AWS.iam.Role, "check-role");
    assert.deepEqual(
      JSON.parse(String(inputs.assumeRolePolicy)),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });
});
