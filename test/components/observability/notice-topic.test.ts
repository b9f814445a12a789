import assert from "node:assert/strict";

import { NoticeTopic, noticeTopicArn } from "../../../components/observability/notice-topic";
import { assertRefused, create, KEY_ARN, scope, statementsIn } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ARN = "arn:aws:sns:eu-west-1:200000000002:mlops-fraud-automation-approvals";
const ROLE_ARN = "arn:aws:iam::200000000002:role/mlops-fraud-automation-announce-approvals";

const args = { scope: scope(), purpose: "approvals", kmsKeyArn: KEY_ARN, publisherRoleArn: ROLE_ARN };
const topic = (emails: readonly string[]) =>
  create((options) => new NoticeTopic("approvals", { ...args, emails }, options));

describe("NoticeTopic", () => {
  it("is an encrypted topic", async () => {
    const { cloud, component } = await topic([]);
    assert.deepEqual(cloud.one(AWS.sns.Topic, "approvals").inputs, {
      name: "mlops-fraud-automation-approvals",
      kmsMasterKeyId: KEY_ARN,
    });
    assert.equal(await valueOf(component.topicArn), ARN);
    assert.equal(noticeTopicArn(scope(), "approvals"), ARN);
  });

  it("has a policy of its own", async () => {
    const { cloud } = await topic([]);
    const policy = cloud.one(AWS.sns.TopicPolicy, "approvals-policy");
    assert.equal(policy.inputs.arn, ARN);
  });

  it("takes notices of one role, and of alarms of its account only where they are let", async () => {
    const policyWith = async (alarms: boolean) => {
      const { cloud } = await create(
        (options) => new NoticeTopic("approvals", { ...args, emails: [], alarms }, options),
      );
      return statementsIn(cloud.one(AWS.sns.TopicPolicy, "approvals-policy"));
    };
    const notRole = { ArnNotEquals: { "aws:PrincipalArn": ROLE_ARN } };
    assert.deepEqual(
      (await policyWith(false)).map(({ Sid, Condition }) => [Sid, Condition]),
      [
        ["OnlyOwnRolesPublish", notRole],
        ["TlsOnly", { Bool: { "aws:SecureTransport": "false" } }],
      ],
    );
    const [only, , alarm] = await policyWith(true);
    assert.deepEqual(only?.Condition, { ...notRole, Bool: { "aws:PrincipalIsAWSService": "false" } });
    assert.deepEqual(
      [alarm?.Principal, alarm?.Action, alarm?.Condition],
      [
        { Service: "cloudwatch.amazonaws.com" },
        "sns:Publish",
        { StringEquals: { "aws:SourceAccount": "200000000002" } },
      ],
    );
  });

  it("tells every address once, and keeps a subscription when others come or go", async () => {
    const { cloud } = await topic(["ada@example.com", "grace@example.com", "ada@example.com"]);
    assert.deepEqual(
      cloud.byType(AWS.sns.TopicSubscription).map(({ name, inputs }) => ({ name, inputs })),
      ["ada@example.com", "grace@example.com"].map((endpoint) => ({
        name: `approvals-${endpoint}`,
        inputs: { topic: ARN, protocol: "email", endpoint },
      })),
    );
    const later = await topic(["grace@example.com"]);
    assert.deepEqual(
      later.cloud.byType(AWS.sns.TopicSubscription).map(({ urn }) => urn),
      [cloud.one(AWS.sns.TopicSubscription, "approvals-grace@example.com").urn],
    );
  });

  it("fails when the name does not fit", () => {
    const where = scope({ team: "t".repeat(42) });
    return assertRefused(
      (options) => new NoticeTopic("approvals", { ...args, scope: where, emails: [] }, options),
      /the service allows 64: shorten approvals$/,
      where,
    );
  });
});
