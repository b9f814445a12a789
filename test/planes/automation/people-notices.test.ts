import assert from "node:assert/strict";

import type { Changes } from "../../support/landed";
import { landed, SINGLE } from "../../support/landed";
import type { MockedCloud } from "../../support/mocks";
import { AWS } from "../../support/types";

/** Addresses by the last part of their topic's name. */
function addressesIn(cloud: MockedCloud): Record<string, string[]> {
  const all: Record<string, string[]> = { approvals: [], escalations: [], builds: [] };
  for (const { inputs } of cloud.byType(AWS.sns.TopicSubscription)) {
    all[String(inputs.topic).split("-").at(-1) ?? ""]?.push(String(inputs.endpoint));
  }
  return all;
}

const addresses = async (changes: Changes): Promise<Record<string, string[]>> =>
  addressesIn((await landed(changes)).cloud);

const PEOPLE: Changes = {
  "people.dataScientist": ["ada@example.com"],
  "people.leadDataScientist": ["katherine@example.com"],
};

describe("notices to the people of a landing zone", () => {
  it("go to leads, the owner of the team and data scientists by default", async () => {
    assert.deepEqual(await addresses(PEOPLE), {
      approvals: ["katherine@example.com"],
      escalations: ["fraud-ml@example.com"],
      builds: ["ada@example.com"],
    });
  });

  it("go to alertEmails where nobody has the persona", async () => {
    const nobody = { profile: "trial", "people.leadDataScientist": undefined };
    assert.deepEqual(await addresses(nobody), {
      approvals: ["oncall@example.com"],
      escalations: ["fraud-ml@example.com"],
      builds: ["oncall@example.com"],
    });
  });

  it("go to whom the settings name", async () => {
    const notifications = {
      approvals: ["a@example.com"],
      escalation: ["b@example.com"],
      builders: ["c@example.com", "d@example.com"],
    };
    assert.deepEqual(await addresses({ ...PEOPLE, notifications }), {
      approvals: ["a@example.com"],
      escalations: ["b@example.com"],
      builds: ["c@example.com", "d@example.com"],
    });
  });

  it("come from the automation account, with the names of models, bucket and role that are there", async () => {
    const { cloud } = await landed({
      notifications: { remindAfterHours: 6, escalateAfterHours: 30 },
    });
    const { environment } = cloud.one(AWS.lambda.Function, "notices-function").inputs;
    const { variables } = environment as { variables: Record<string, string> };
    const { ARTIFACT_BUCKET, APPROVER_ROLE_ARN, MODELS, REMIND_AFTER_HOURS, ESCALATE_AFTER_HOURS } =
      variables;
    const bucket = cloud.one(AWS.s3.Bucket, "automation-artifacts").inputs.bucket;
    const roles = cloud.byType(AWS.iam.Role).map(({ inputs }) => String(inputs.name));
    assert.equal(ARTIFACT_BUCKET, bucket);
    assert.ok(roles.includes(APPROVER_ROLE_ARN?.split("/").at(-1) ?? ""), APPROVER_ROLE_ARN);
    assert.match(APPROVER_ROLE_ARN ?? "", /^arn:aws:iam::200000000002:role\/.*-lead-data-scientist$/);
    assert.deepEqual([MODELS, REMIND_AFTER_HOURS, ESCALATE_AFTER_HOURS], ["churn", "6", "30"]);
  });

  it("come in a single account too", async () => {
    const { cloud } = await landed(SINGLE);
    assert.equal(
      cloud.one(AWS.sns.Topic, "notices-approvals").inputs.name,
      "mlops-fraud-automation-approvals",
    );
    assert.equal(cloud.resources.filter(({ type }) => type.startsWith("aws:chatbot/")).length, 0);
  });

  it("appear in chat where the settings name a channel", async () => {
    const { cloud } = await landed({
      notifications: { slack: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" } },
    });
    assert.equal(
      cloud.one(AWS.chatbot.SlackChannelConfiguration, "notices-chat-slack").inputs.slackChannelId,
      "C07EZ1ABC23",
    );
  });
});
