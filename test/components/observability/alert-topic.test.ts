import assert from "node:assert/strict";

import { AlertTopic } from "../../../components/observability/alert-topic";
import { assertRefused, create, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const topic = (emails: readonly string[]) =>
  create((options) => new AlertTopic("alerts", { scope: scope(), kmsKeyArn: KEY_ARN, emails }, options));

describe("AlertTopic", () => {
  it("is an encrypted topic", async () => {
    const { cloud, component } = await topic([]);
    assert.deepEqual(cloud.one(AWS.sns.Topic, "alerts").inputs, {
      name: "mlops-fraud-automation-alerts",
      kmsMasterKeyId: KEY_ARN,
    });
    assert.equal(await valueOf(component.topicArn), TOPIC_ARN);
  });

  it("has a policy of its own", async () => {
    const { cloud } = await topic([]);
    const policy = cloud.one(AWS.sns.TopicPolicy, "alerts-policy");
    assert.equal(policy.inputs.arn, TOPIC_ARN);
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
