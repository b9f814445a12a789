import assert from "node:assert/strict";

import type { IdleEndpointsArgs } from "../../../components/inference/idle-endpoints";
import { IdleEndpoints, idleEndpointsTopicArn } from "../../../components/inference/idle-endpoints";
import { BOUNDARY_ARN, CODE, create, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const staging = scope({ plane: "staging", account: "200000000003" });
const ARN = "arn:aws:sns:eu-west-1:200000000003:mlops-fraud-staging-idle-endpoints";

const made = (changes: Partial<IdleEndpointsArgs> = {}) =>
  create(
    (options) =>
      new IdleEndpoints(
        "idle",
        {
          scope: staging,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          afterDays: 7,
          action: "notify",
          emails: ["fraud-ml@example.com"],
          statements: [],
          code: CODE,
          ...changes,
        },
        options,
      ),
    changes.scope ?? staging,
  );

const environmentOf = async (changes?: Partial<IdleEndpointsArgs>): Promise<unknown> => {
  const { cloud } = await made(changes);
  const { environment } = cloud.one(AWS.lambda.Function, "idle-function").inputs;
  return (environment as { variables: unknown }).variables;
};

describe("IdleEndpoints", () => {
  it("looks every day, and keeps what could not be handled", async () => {
    const { cloud } = await made();
    assert.deepEqual(cloud.one(AWS.cloudwatch.EventRule, "idle-rule").inputs, {
      name: "mlops-fraud-staging-idle-endpoints",
      description: "Looks every day for endpoints that nobody asks",
      scheduleExpression: "cron(0 5 * * ? *)",
    });
    const target = cloud.one(AWS.cloudwatch.EventTarget, "idle-target").inputs;
    assert.equal(target.arn, "arn:aws:sqs:eu-west-1:200000000003:mlops-fraud-staging-idle-endpoints");
    assert.deepEqual(target.deadLetterConfig, {
      arn: "arn:aws:sqs:eu-west-1:200000000003:mlops-fraud-staging-idle-endpoints-dead-letters",
    });
  });

  it("tells the function what is idle and whom to tell", async () => {
    const expected = {
      ENDPOINT_PREFIX: "mlops-fraud-staging-",
      AFTER_DAYS: "7",
      ACTION: "notify",
      TOPIC_ARN: ARN,
      PRICES_REGION: "us-east-1",
    };
    assert.deepEqual(await environmentOf(), expected);
    assert.deepEqual(await environmentOf({ afterDays: 3, action: "scaleToZero" }), {
      ...expected,
      AFTER_DAYS: "3",
      ACTION: "scaleToZero",
    });
  });

  it("asks for no prices where AWS has no list", async () => {
    const where = { ...staging, region: "us-gov-west-1", partition: "aws-us-gov" as const };
    assert.equal(((await environmentOf({ scope: where })) as { PRICES_REGION: string }).PRICES_REGION, "");
  });

  it("tells the owner by a topic that the function alone publishes to", async () => {
    const { cloud, component } = await made();
    assert.equal(await valueOf(component.topicArn), ARN);
    assert.equal(idleEndpointsTopicArn({ scope: staging }), ARN);
    const { policy } = cloud.one(AWS.sns.TopicPolicy, "idle-policy").inputs;
    const [only] = (JSON.parse(String(policy)) as { Statement: { Condition: unknown }[] }).Statement;
    assert.deepEqual(only?.Condition, {
      ArnNotEquals: {
        "aws:PrincipalArn": "arn:aws:iam::200000000003:role/mlops-fraud-staging-find-idle-endpoints",
      },
    });
    assert.deepEqual(
      cloud.byType(AWS.sns.TopicSubscription).map(({ inputs }) => inputs.endpoint),
      ["fraud-ml@example.com"],
    );
  });

  it("rings when the function is cut off, and when a message was given up", async () => {
    const { cloud } = await made();
    assert.deepEqual(
      cloud.byType(AWS.cloudwatch.MetricAlarm).map(({ inputs }) => [inputs.name, inputs.alarmActions]),
      [
        ["mlops-fraud-staging-idle-endpoints-dead-letters", [TOPIC_ARN]],
        ["mlops-fraud-staging-find-idle-endpoints-errors", [TOPIC_ARN]],
      ],
    );
  });
});
