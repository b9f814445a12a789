import assert from "node:assert/strict";

import type { ChatChannelsArgs } from "../../../components/observability/chat-channels";
import { ChatChannels } from "../../../components/observability/chat-channels";
import type { Scope } from "../../../settings/scope";
import { allow, BOUNDARY_ARN, create, document, json, scope, TOPIC_ARN, tree } from "../../support/fixtures";
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
    assert.deepEqual(tree(cloud), [
      `chat > ${AWS.chatbot.SlackChannelConfiguration} chat-slack`,
      "chat > mlops:identity:ServiceRole chat-role",
      "chat-role > aws:iam/role:Role chat-role",
      "chat-role > aws:iam/rolePolicy:RolePolicy chat-role-policy",
      "mlops:observability:ChatChannels chat",
    ]);
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

  it("lets members read versions of the team's models, and change nothing", async () => {
    const { cloud } = await channels({ slack });
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "chat-role-policy")),
      document(
        allow(
          "ReadVersions",
          ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"],
          [
            "arn:aws:sagemaker:eu-west-1:200000000002:model-package-group/fraud-*",
            "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-*/*",
          ],
        ),
      ),
    );
    const { inputs } = cloud.one(AWS.iam.Role, "chat-role");
    assert.equal(inputs.permissionsBoundary, BOUNDARY_ARN);
    assert.deepEqual(
      JSON.parse(String(inputs.assumeRolePolicy)),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "chatbot.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "200000000002" } },
      }),
    );
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
