import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Queues of a path. */
export interface Queues {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** A message that was given up, as a person has to know it. */
export interface DeadLetter {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** Reason of the function, or the error code of EventBridge where it could not deliver; else SQS has moved it. */
  readonly reason: string;
  readonly detail: string;
  readonly failedAt: string;
  /** ARN of the model package, name of the alarm or of the model; "(none)" for a body that names none. */
  readonly about: string;
}

/** What becomes of the letters that are taken out: they are hidden for so long, from this command run at the same time, too. */
export const HIDDEN_SECONDS = 600;

const MOST_IN_ONE_CALL = 10;

/**
 * Takes letters out of the dead-letter queue for {@link HIDDEN_SECONDS}, oldest failure first. Those that are not deleted
 * are there again after that.
 *
 * @param most - Letters to take at most; SQS hides no more than 120,000 at a time.
 */
export async function takeDeadLetters(
  sqs: SQSClient,
  { deadLetterQueueUrl }: Queues,
  most: number,
): Promise<DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  // SQS may answer with nothing although there is something: two empty answers of a long poll are the end.
  for (let empty = 0; empty < 2 && letters.size < most;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterQueueUrl,
        MaxNumberOfMessages: Math.min(MOST_IN_ONE_CALL, most - letters.size),
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["SentTimestamp"],
      }),
    );
    empty = messages.length === 0 ? empty + 1 : 0;
    for (const letter of messages.map(deadLetter)) letters.set(letter.id, letter);
  }
  return [...letters.values()].sort((one, other) => one.failedAt.localeCompare(other.failedAt));
}

/** What came of sending letters back. */
export interface Sent {
  readonly sent: number;
  /** Letters that are in both queues now: harmless, since a version is claimed, but there to be replayed again. */
  readonly notDeleted: readonly DeadLetter[];
  /** The letter that could not be sent, and why; those after it were not tried. */
  readonly failure?: { readonly letter: DeadLetter; readonly error: Error };
}

/** Sends letters back to the queue that they came from, each before it is deleted: whatever fails, none is lost. */
export async function sendBack(
  sqs: SQSClient,
  queues: Queues,
  letters: readonly DeadLetter[],
): Promise<Sent> {
  const notDeleted: DeadLetter[] = [];
  let sent = 0;
  for (const letter of letters) {
    try {
      await sqs.send(new SendMessageCommand({ QueueUrl: queues.queueUrl, MessageBody: letter.body }));
    } catch (error) {
      return { sent, notDeleted, failure: { letter, error: error as Error } };
    }
    sent += 1;
    try {
      await sqs.send(
        new DeleteMessageCommand({
          QueueUrl: queues.deadLetterQueueUrl,
          ReceiptHandle: letter.receiptHandle,
        }),
      );
    } catch {
      notDeleted.push(letter);
    }
  }
  return { sent, notDeleted };
}

function deadLetter(message: Message): DeadLetter {
  const { MessageId = "", ReceiptHandle = "", Body = "", Attributes = {} } = message;
  const attribute = (name: string): string | undefined => message.MessageAttributes?.[name]?.StringValue;
  return {
    id: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    reason: attribute("reason") ?? attribute("ERROR_CODE") ?? "moved-by-sqs",
    detail:
      attribute("detail") ??
      attribute("ERROR_MESSAGE") ??
      "SQS moved the message after the function was cut off, or could not start, too often",
    failedAt: attribute("failedAt") ?? new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString(),
    about: subjectOf(Body),
  };
}

function subjectOf(body: string): string {
  try {
    const { detail = {} } = JSON.parse(body) as { detail?: Readonly<Record<string, unknown>> };
    const found = [detail.ModelPackageArn, detail.alarmName, detail.model].find(
      (each) => typeof each === "string",
    );
    return typeof found === "string" ? found : "(none)";
  } catch {
    return "(none)";
  }
}
