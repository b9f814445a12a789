import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Audience, Settings } from "./environment";
import { chatMessage, emailText, subjectOf, type Notice } from "./notice";

export type Publish = (audience: Audience, notice: Notice) => Promise<void>;

/**
 * Publishes once for all receivers of a topic: text for e-mail and anything else, and the form of a custom notification for
 * chat, which SNS reaches by https.
 */
export function createPublisher(sns: SNSClient, topics: Settings["topics"]): Publish {
  return async (audience, notice) => {
    await sns.send(
      new PublishCommand({
        TopicArn: topics[audience],
        Subject: subjectOf(notice),
        MessageStructure: "json",
        Message: JSON.stringify({ default: emailText(notice), https: chatMessage(notice) }),
      }),
    );
  };
}
