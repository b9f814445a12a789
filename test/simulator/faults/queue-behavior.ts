import assert from "node:assert/strict";

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { SQSClient } from "@aws-sdk/client-sqs";

/** Queues that give up after two deliveries. */
export interface Place {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  readonly visibilitySeconds: number;
  readonly pass: (seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What both the model of SQS and an emulator of AWS do. */
export function behavesAsSqs(open: () => Promise<Place>): void {
  let place: Place | undefined;

  beforeEach(async () => {
    place = await open();
  });
  afterEach(() => place?.close());
  const here = (): Place => {
    assert.ok(place);
    return place;
  };

  /** Lets a little more than the visibility time-out pass. */
  const timeOut = (): Promise<void> => here().pass(1.1 * here().visibilitySeconds);

  const receive = async (url = here().queueUrl) => {
    const { Messages: [message] = [] } = await here().sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      }),
    );
    return (
      message && {
        body: message.Body,
        handle: message.ReceiptHandle,
        receives: message.Attributes?.ApproximateReceiveCount,
        reason: message.MessageAttributes?.reason?.StringValue,
      }
    );
  };
  const send = () =>
    here().sqs.send(
      new SendMessageCommand({
        QueueUrl: here().queueUrl,
        MessageBody: "hello",
        MessageAttributes: { reason: { DataType: "String", StringValue: "as sent" } },
      }),
    );
  const change = (handle: string | undefined, seconds: number) =>
    here().sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: here().queueUrl,
        ReceiptHandle: handle,
        VisibilityTimeout: seconds,
      }),
    );

  it("hides what was received, counts deliveries, then moves it as it came", async () => {
    await send();
    assert.equal((await receive())?.receives, "1");
    assert.equal(await receive(), undefined);
    await timeOut();
    assert.equal((await receive())?.receives, "2");
    await timeOut();
    assert.equal(await receive(), undefined);
    const letter = await receive(here().deadLetterUrl);
    assert.deepEqual([letter?.body, letter?.reason], ["hello", "as sent"]);
  });

  it("hides a message for as long as it is told", async () => {
    await send();
    const first = await receive();
    await change(first?.handle, 2 * here().visibilitySeconds);
    await timeOut();
    assert.equal(await receive(), undefined);
    await timeOut();
    assert.equal((await receive())?.receives, "2");
  });

  it("gives a message back at once when its time-out is set to nothing", async () => {
    await send();
    await change((await receive())?.handle, 0);
    assert.equal((await receive())?.receives, "2");
  });

  it("takes no time-out above twelve hours", async () => {
    await send();
    const first = await receive();
    await assert.rejects(change(first?.handle, 43_201));
  });

  it("forgets what is deleted", async () => {
    await send();
    const first = await receive();
    await here().sqs.send(
      new DeleteMessageCommand({ QueueUrl: here().queueUrl, ReceiptHandle: first?.handle }),
    );
    await timeOut();
    assert.equal(await receive(), undefined);
  });
}
