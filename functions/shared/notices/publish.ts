import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { chatMessage, emailText, subjectOf, type Notice } from "./notice";

export type Publish<Audience extends string> = (audience: Audience, notice: Notice) => Promise<void>;

/**
 * Publishes once for all receivers of a topic: text for e-mail and anything else, and the form of a custom notification for
 * chat, which SNS reaches by https.
 *
 * @param topics - ARNs of the topics, by audience.
 */
export function createPublisher<Audience extends string>(
  sns: SNSClient,
  topics: Readonly<Record<Audience, string>>,
): Publish<Audience> {
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
