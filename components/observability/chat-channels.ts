import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import { ServiceRole } from "../identity/service-role";
import {
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../sagemaker/model-registry-group";

export interface SlackChannel {
  /** Id of the workspace, which an administrator has authorized once in the console. */
  readonly teamId: string;
  readonly channelId: string;
}

export interface TeamsChannel {
  readonly tenantId: string;
  /** Id of the team, which an administrator has authorized once in the console. */
  readonly teamId: string;
  readonly channelId: string;
}

export interface ChatChannelsArgs {
  readonly scope: Scope;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** Topics whose messages appear in the channels. */
  readonly topicArns: readonly pulumi.Input<string>[];
  readonly slack?: SlackChannel | undefined;
  readonly teams?: TeamsChannel | undefined;
}

/** Regions with an API of Amazon Q Developer in chat applications; each serves topics of all Regions. */
const API_REGIONS = ["ap-southeast-1", "eu-west-1", "us-east-2", "us-west-2"];

/**
 * Channels of Slack and Teams that show the messages of topics, by Amazon Q Developer in chat applications. Members can
 * look at versions of the team's models from there, and change nothing: an approval in a channel would be one of the
 * channel, not of a person.
 */
export class ChatChannels extends pulumi.ComponentResource {
  constructor(name: string, args: ChatChannelsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:ChatChannels", name, {}, opts);
    const { scope, slack, teams } = args;
    const common = {
      region: API_REGIONS.includes(scope.region) ? scope.region : "us-east-2",
      iamRoleArn: this.createRole(name, args),
      snsTopicArns: [...args.topicArns],
      // Left out, it would be AdministratorAccess.
      guardrailPolicyArns: [`arn:${scope.partition}:iam::aws:policy/AmazonSageMakerReadOnly`],
      loggingLevel: "ERROR",
      userAuthorizationRequired: true,
    };
    if (slack) {
      new aws.chatbot.SlackChannelConfiguration(
        `${name}-slack`,
        {
          ...common,
          configurationName: physicalName(scope, "slack", 128),
          slackTeamId: slack.teamId,
          slackChannelId: slack.channelId,
        },
        { parent: this },
      );
    }
    if (teams) {
      new aws.chatbot.TeamsChannelConfiguration(
        `${name}-teams`,
        { ...common, configurationName: physicalName(scope, "teams", 128), ...teams },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  private createRole(
    name: string,
    { scope, permissionsBoundaryArn }: ChatChannelsArgs,
  ): pulumi.Output<string> {
    return new ServiceRole(
      `${name}-role`,
      {
        scope,
        purpose: ROLES.chat,
        description: "What members of chat channels may look at",
        service: "chatbot.amazonaws.com",
        permissionsBoundaryArn,
        statements: [
          {
            sid: "ReadVersions",
            actions: READ_VERSION_ACTIONS,
            resources: [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")],
          },
        ],
      },
      { parent: this },
    ).roleArn;
  }
}
