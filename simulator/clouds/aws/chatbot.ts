import { idFrom, text } from "../ids";
import { globalArn, inRegion } from "./define";

/** Regions with an API of the service (AWS General Reference). */
const REGIONS = ["ap-southeast-1", "eu-west-1", "us-east-2", "us-west-2"];

/** Amazon Q Developer in chat applications, which was AWS Chatbot. Its things have no Region in their ARNs. */
export const chatbot = inRegion({
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      chatConfigurationArn: globalArn(
        servedIn(place),
        "chatbot",
        `chat-configuration/slack-channel/${text(inputs, "configurationName")}`,
      ),
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      loggingLevel: "NONE",
      slackChannelName: `channel-${text(inputs, "slackChannelId").toLowerCase()}`,
      slackTeamName: `workspace-${text(inputs, "slackTeamId").toLowerCase()}`,
      snsTopicArns: [],
      userAuthorizationRequired: false,
    }),
    id: idFrom("chatConfigurationArn"),
    replaceOn: ["configurationName", "slackTeamId"],
  },
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      chatConfigurationArn: globalArn(
        servedIn(place),
        "chatbot",
        `chat-configuration/microsoft-teams-channel/${text(inputs, "configurationName")}`,
      ),
      channelName: "",
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      loggingLevel: "NONE",
      snsTopicArns: [],
      teamName: "",
      userAuthorizationRequired: false,
    }),
    id: idFrom("teamId"),
    replaceOn: ["configurationName", "teamId", "tenantId"],
  },
});

/** @throws Error in a Region without an API of the service. */
function servedIn<T extends { readonly region: string }>(place: T): T {
  if (!REGIONS.includes(place.region)) {
    throw new Error(`chatbot has no endpoint in ${place.region}, only in ${REGIONS.join(", ")}`);
  }
  return place;
}
