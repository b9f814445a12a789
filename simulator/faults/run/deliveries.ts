import { AsyncLocalStorage } from "node:async_hooks";

import { TransactWriteItemsCommand, UpdateItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";

import type { Received, StandardQueue } from "./queue-model";
import { ACCOUNT, REGION } from "./plan";

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** How a delivery ended. */
export type Ending = "done" | "failed" | "killed";

interface Invocation {
  /** What the message is about. */
  readonly key: string;
  readonly die: () => void;
}

const invocations = new AsyncLocalStorage<Invocation>();

const FUNCTION_TIMEOUT_MS = 90_000;

/**
 * Lambda's part: hands a message to the function, and deletes it once the function is done with it. A function that is
 * killed never answers.
 */
export async function deliver(
  queue: StandardQueue,
  message: Received,
  handler: Handler,
  keyOf: (body: string) => string = versionIn,
): Promise<Ending> {
  const killed = new Promise<"killed">((resolve) => {
    invocations.enterWith({
      key: keyOf(message.body),
      die: () => {
        resolve("killed");
      },
    });
  });
  const answer = handler(batchOf(queue, message), context());
  const result = await Promise.race([answer, killed]);
  if (result === "killed") return result;
  if (result.batchItemFailures.length > 0) return "failed";
  queue.delete(message.receiptHandle);
  return "done";
}

/** Kills invocations at the moment at which they record what they did: the update of the claim, or the decision. */
export function killable(client: DynamoDBClient, kills: (key: string) => boolean): DynamoDBClient {
  const send = client.send.bind(client) as (...args: unknown[]) => unknown;
  client.send = ((command: unknown, ...rest: unknown[]) => {
    const invocation = invocations.getStore();
    if (isRecord(command) && invocation && kills(invocation.key)) {
      invocation.die();
      return new Promise(() => undefined);
    }
    return send(command, ...rest);
  }) as typeof client.send;
  return client;
}

function isRecord(command: unknown): boolean {
  return command instanceof UpdateItemCommand || command instanceof TransactWriteItemsCommand;
}

function versionIn(body: string): string {
  const { detail } = JSON.parse(body) as { detail: { ModelPackageArn: string } };
  return detail.ModelPackageArn;
}

function batchOf({ url }: StandardQueue, message: Received): SQSEvent {
  return {
    Records: [
      {
        messageId: message.id,
        receiptHandle: message.receiptHandle,
        body: message.body,
        attributes: {
          ApproximateReceiveCount: String(message.receives),
          SentTimestamp: String(message.sentAt),
          SenderId: "events",
          ApproximateFirstReceiveTimestamp: String(message.sentAt),
        },
        messageAttributes: {},
        md5OfBody: "",
        eventSource: "aws:sqs",
        eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:${url.split("/").at(-1) ?? ""}`,
        awsRegion: REGION,
      },
    ],
  };
}

function context(): Context {
  return {
    functionName: "start-model-deploy",
    awsRequestId: "faults",
    // In virtual time an invocation takes no time; its claim lasts as long as it could have taken.
    getRemainingTimeInMillis: () => FUNCTION_TIMEOUT_MS,
  } as Context;
}
