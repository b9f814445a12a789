import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type ChangeMessageVisibilityCommandInput,
  type DeleteMessageCommandInput,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";

import type { StandardQueue } from "./queue-model";

/** The real client of SQS, answered by queues of this process. */
export function sqsClientOf(queues: readonly StandardQueue[], region: string): SQSClient {
  const queue = (url: string | undefined): StandardQueue => {
    const found = queues.find((candidate) => candidate.url === url);
    if (found === undefined) throw new Error(`there is no queue ${url ?? "(none)"}`);
    return found;
  };
  const client = new SQSClient({ region });
  mockClient(client)
    .on(SendMessageCommand)
    .callsFake((input: SendMessageCommandInput) => ({
      MessageId: queue(input.QueueUrl).send(input.MessageBody ?? "", texts(input)),
    }))
    .on(ReceiveMessageCommand)
    .callsFake((input: ReceiveMessageCommandInput) => ({
      Messages: queue(input.QueueUrl)
        .receive(input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout)
        .map(({ id, receiptHandle, body, attributes, receives, sentAt }) => ({
          MessageId: id,
          ReceiptHandle: receiptHandle,
          Body: body,
          Attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: String(receives) },
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, StringValue]) => [
              name,
              { DataType: "String", StringValue },
            ]),
          ),
        })),
    }))
    .on(DeleteMessageCommand)
    .callsFake((input: DeleteMessageCommandInput) => {
      queue(input.QueueUrl).delete(input.ReceiptHandle ?? "");
      return {};
    })
    .on(ChangeMessageVisibilityCommand)
    .callsFake((input: ChangeMessageVisibilityCommandInput) => {
      queue(input.QueueUrl).changeVisibility(input.ReceiptHandle ?? "", input.VisibilityTimeout ?? -1);
      return {};
    });
  return client;
}

function texts({ MessageAttributes = {} }: SendMessageCommandInput): Record<string, string> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = "" }]) => [name, StringValue]),
  );
}
