import assert from "node:assert/strict";

import { EventQueue } from "../../../components/events/event-queue";
import { HourlyMessage } from "../../../components/events/hourly-message";
import { BOUNDARY_ARN, create, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
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
        senders: { ruleNames: ["rule"] },
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
  it("has a schedule in a group of its own", async () => {
    const { cloud, component } = await hourly();
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
});
