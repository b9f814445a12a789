import assert from "node:assert/strict";

import { AlertTopic } from "../../../components/observability/alert-topic";
import {
  assertRefused,
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

const topic = (emails: readonly string[]) =>
  create((options) => new AlertTopic("alerts", { scope: scope(), kmsKeyArn: KEY_ARN, emails }, options));

describe("AlertTopic", () => {
  it("is an encrypted topic", async () => {
    const { cloud, component } = await topic([]);
    assert.deepEqual(tree(cloud), [
      "alerts > aws:sns/topic:Topic alerts",
      "alerts > aws:sns/topicPolicy:TopicPolicy alerts-policy",
      "mlops:observability:AlertTopic alerts",
    ]);
    assert.deepEqual(cloud.one(AWS.sns.Topic, "alerts").inputs, {
      name: "mlops-fraud-automation-alerts",
      kmsMasterKeyId: KEY_ARN,
    });
    assert.equal(await valueOf(component.topicArn), TOPIC_ARN);
  });

  it("takes the alarms of its account, and nothing else", async () => {
    const { cloud } = await topic([]);
    const policy = cloud.one(AWS.sns.TopicPolicy, "alerts-policy");
    assert.equal(policy.inputs.arn, TOPIC_ARN);
    assert.deepEqual(
      json(policy),
      document({
        Sid: "AlarmsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: TOPIC_ARN,
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });

  it("tells every address once, and keeps a subscription when others come or go", async () => {
    const { cloud } = await topic(["ada@example.com", "grace@example.com", "ada@example.com"]);
    assert.deepEqual(
      cloud.byType(AWS.sns.TopicSubscription).map(({ name, inputs }) => ({ name, inputs })),
      ["ada@example.com", "grace@example.com"].map((endpoint) => ({
        name: `alerts-${endpoint}`,
        inputs: { topic: TOPIC_ARN, protocol: "email", endpoint },
      })),
    );
    const later = await topic(["grace@example.com"]);
    assert.deepEqual(
      later.cloud.byType(AWS.sns.TopicSubscription).map(({ urn }) => urn),
      [cloud.one(AWS.sns.TopicSubscription, "alerts-grace@example.com").urn],
    );
  });

  it("fails when the name does not fit", () => {
    const where = scope({ team: "t".repeat(42) });
    return assertRefused(
      (options) => new AlertTopic("alerts", { scope: where, kmsKeyArn: KEY_ARN, emails: [] }, options),
      /the service allows 64: shorten alerts$/,
      where,
    );
  });
});
