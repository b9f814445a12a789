import assert from "node:assert/strict";

import type { ChatChannelsArgs } from "../../../components/observability/chat-channels";
import { ChatChannels } from "../../../components/observability/chat-channels";
import type { Scope } from "../../../settings/scope";
import { BOUNDARY_ARN, create, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

const TENANT = "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10";
const TEAM = "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32";

const slack = { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" };
const teams = { tenantId: TENANT, teamId: TEAM, channelId: "19%3Ab6ef35dc%40thread.tacv2" };

const channels = (changes: Partial<ChatChannelsArgs>, where: Scope = scope()) =>
  create(
    (options) =>
      new ChatChannels(
        "chat",
        { scope: where, permissionsBoundaryArn: BOUNDARY_ARN, topicArns: [TOPIC_ARN], ...changes },
        options,
      ),
    where,
  );

/** What both kinds of channel have in common. */
const COMMON = {
  region: "eu-west-1",
  iamRoleArn: "arn:aws:iam::200000000002:role/mlops-fraud-automation-chat",
  snsTopicArns: [TOPIC_ARN],
  guardrailPolicyArns: ["arn:aws:iam::aws:policy/AmazonSageMakerReadOnly"],
  loggingLevel: "ERROR",
  userAuthorizationRequired: true,
};

describe("ChatChannels", () => {
  it("shows topics in a channel of Slack", async () => {
    const { cloud } = await channels({ slack });
    assert.deepEqual(cloud.one(AWS.chatbot.SlackChannelConfiguration, "chat-slack").inputs, {
      ...COMMON,
      configurationName: "mlops-fraud-automation-slack",
      slackTeamId: "T07EA123LEP",
      slackChannelId: "C07EZ1ABC23",
    });
  });

  it("shows topics in a channel of Teams, or in both", async () => {
    const { cloud } = await channels({ slack, teams });
    assert.equal(cloud.byType(AWS.chatbot.SlackChannelConfiguration).length, 1);
    assert.deepEqual(cloud.one(AWS.chatbot.TeamsChannelConfiguration, "chat-teams").inputs, {
      ...COMMON,
      configurationName: "mlops-fraud-automation-teams",
      tenantId: TENANT,
      teamId: TEAM,
      channelId: "19%3Ab6ef35dc%40thread.tacv2",
    });
  });

  it("gives members a role within the boundary", async () => {
    const { cloud } = await channels({ slack });
    const { inputs } = cloud.one(AWS.iam.Role, "chat-role");
    assert.equal(inputs.permissionsBoundary, BOUNDARY_ARN);
  });

  it("is set up in Ohio where the Region has no API of the service", async () => {
    const { cloud } = await channels({ slack, teams }, scope({ region: "eu-central-1" }));
    assert.deepEqual(
      [
        ...cloud.byType(AWS.chatbot.SlackChannelConfiguration),
        ...cloud.byType(AWS.chatbot.TeamsChannelConfiguration),
      ].map(({ inputs }) => inputs.region),
      ["us-east-2", "us-east-2"],
    );
  });
});
