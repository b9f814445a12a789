import type { Properties } from "../../../simulator/clouds";
import { AWS } from "../../support/types";

const CHANNEL = {
  configurationName: "notices",
  iamRoleArn: "arn:aws:iam::111122223333:role/chat",
};

const SINK_ARN = "arn:aws:oam:eu-west-1:111122223333:sink/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6";

/** Inputs of the types that call at a time of day, and that bring messages to chat. */
export const NOTICE_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.chatbot.SlackChannelConfiguration]: () => ({
    ...CHANNEL,
    slackTeamId: "T07EA123LEP",
    slackChannelId: "C07EZ1ABC23",
  }),
  [AWS.chatbot.TeamsChannelConfiguration]: () => ({
    ...CHANNEL,
    tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
    teamId: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32",
    channelId: "19%3Ab6ef35dc%40thread.tacv2",
  }),
  [AWS.cloudwatch.Dashboard]: (name) => ({ dashboardName: name, dashboardBody: "{}" }),
  [AWS.oam.Link]: () => ({
    labelTemplate: "$AccountName",
    resourceTypes: ["AWS::CloudWatch::Metric"],
    sinkIdentifier: SINK_ARN,
  }),
  [AWS.oam.Sink]: (name) => ({ name }),
  [AWS.oam.SinkPolicy]: (name) => ({ sinkIdentifier: `${SINK_ARN}${name}`, policy: "{}" }),
  [AWS.scheduler.Schedule]: () => ({
    scheduleExpression: "rate(1 hour)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: "arn:aws:sqs:eu-west-1:111122223333:requests",
      roleArn: "arn:aws:iam::111122223333:role/schedule",
    },
  }),
};
