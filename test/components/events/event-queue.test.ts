import assert from "node:assert/strict";

import type { EventQueueArgs } from "../../../components/events/event-queue";
import { EventQueue } from "../../../components/events/event-queue";
import {
  assertRefused,
  create,
  document,
  json,
  KEY_ARN,
  scope,
  statementsIn,
  TOPIC_ARN,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-model-approved";
const ARN = `arn:aws:sqs:eu-west-1:200000000002:${NAME}`;
const URL = `https://sqs.eu-west-1.amazonaws.com/200000000002/${NAME}`;

const ARGS: EventQueueArgs = {
  scope: scope(),
  purpose: "model-approved",
  kmsKeyArn: KEY_ARN,
  senders: { ruleNames: ["approvals"] },
  visibilityTimeoutSeconds: 540,
  alertTopicArn: TOPIC_ARN,
};

const queue = (changes: Partial<EventQueueArgs> = {}) =>
  create((options) => new EventQueue("queue", { ...ARGS, ...changes }, options));

describe("EventQueue", () => {
  it("gives out both of its queues", async () => {
    const { component } = await queue();
    assert.equal(await valueOf(component.queueArn), ARN);
    assert.equal(await valueOf(component.queueUrl), URL);
    assert.equal(await valueOf(component.deadLetterQueueArn), `${ARN}-dead-letters`);
    assert.equal(await valueOf(component.deadLetterQueueUrl), `${URL}-dead-letters`);
    assert.equal(await valueOf(component.queueName), NAME);
    assert.equal(component.literalQueueArn, ARN);
    assert.equal(component.literalDeadLetterQueueArn, `${ARN}-dead-letters`);
  });

  it("moves a message to the dead-letter queue after five deliveries", async () => {
    const { cloud } = await queue();
    const { redrivePolicy, ...rest } = cloud.one(AWS.sqs.Queue, "queue").inputs;
    assert.deepEqual(rest, { name: NAME, kmsMasterKeyId: KEY_ARN, visibilityTimeoutSeconds: 540 });
    assert.deepEqual(JSON.parse(String(redrivePolicy)), {
      deadLetterTargetArn: `${ARN}-dead-letters`,
      maxReceiveCount: 5,
    });
  });

  it("takes another number of deliveries", async () => {
    const { cloud } = await queue({ maxReceiveCount: 2 });
    assert.deepEqual(json(cloud.one(AWS.sqs.Queue, "queue"), "redrivePolicy"), {
      deadLetterTargetArn: `${ARN}-dead-letters`,
      maxReceiveCount: 2,
    });
  });

  it("keeps dead letters of this queue only, for 14 days", async () => {
    const { cloud } = await queue();
    const { redriveAllowPolicy, ...rest } = cloud.one(AWS.sqs.Queue, "queue-dead-letters").inputs;
    assert.deepEqual(rest, {
      name: `${NAME}-dead-letters`,
      kmsMasterKeyId: KEY_ARN,
      messageRetentionSeconds: 1_209_600,
    });
    assert.deepEqual(JSON.parse(String(redriveAllowPolicy)), {
      redrivePermission: "byQueue",
      sourceQueueArns: [ARN],
    });
  });

  it("lets several rules send where there are several", async () => {
    const { cloud } = await queue({ senders: { ruleNames: ["approvals", "rejections"] } });
    for (const policy of cloud.byType(AWS.sqs.QueuePolicy)) {
      const { Statement } = json(policy) as { Statement: { Sid: string; Condition: unknown }[] };
      assert.deepEqual(
        Statement.map(({ Sid, Condition }) => [Sid, Condition]),
        [
          [
            "OwnRules",
            {
              ArnEquals: {
                "aws:SourceArn": [
                  "arn:aws:events:eu-west-1:200000000002:rule/approvals",
                  "arn:aws:events:eu-west-1:200000000002:rule/rejections",
                ],
              },
            },
          ],
        ],
      );
    }
  });

  it("lets topics of the account send in place of rules", async () => {
    const topic = "arn:aws:sns:eu-west-1:200000000002:answers";
    const { cloud } = await queue({ senders: { topicArns: [topic] } });
    const [statement] = statementsIn(cloud.one(AWS.sqs.QueuePolicy, "queue-policy"));
    assert.deepEqual(statement, {
      Sid: "OwnTopics",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: ARN,
      Condition: { ArnLike: { "aws:SourceArn": [topic] } },
    });
  });

  for (const [policy, suffix] of [
    ["queue-policy", ""],
    ["queue-dead-letters-policy", "-dead-letters"],
  ] as const) {
    it(`lets one rule send, and nobody else (${policy})`, async () => {
      const { cloud } = await queue();
      const queuePolicy = cloud.one(AWS.sqs.QueuePolicy, policy);
      assert.equal(queuePolicy.inputs.queueUrl, `${URL}${suffix}`);
      assert.deepEqual(
        json(queuePolicy),
        document({
          Sid: "OneRule",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: `${ARN}${suffix}`,
          Condition: {
            ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:200000000002:rule/approvals" },
          },
        }),
      );
    });
  }

  it("raises an alarm as soon as one message is given up", async () => {
    const { cloud } = await queue();
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "queue-dead-letters-alarm").inputs, {
      name: `${NAME}-dead-letters`,
      alarmDescription: "An event could not be handled and waits in the dead-letter queue",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: `${NAME}-dead-letters` },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    });
  });

  it("fails when the dead-letter queue's name does not fit into 80 characters", () =>
    assertRefused(
      (options) => new EventQueue("queue", { ...ARGS, purpose: "p".repeat(45) }, options),
      /has 81 characters, the service allows 80: shorten p+-dead-letters$/,
    ));
});
