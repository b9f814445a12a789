import type { SQSClient } from "@aws-sdk/client-sqs";

import { plain } from "../plain";
import type { DeadLetter, Queues } from "./dead-letters";
import { HIDDEN_SECONDS, sendBack, takeDeadLetters } from "./dead-letters";

export interface ReplayOptions {
  readonly sqs: SQSClient;
  readonly queues: Queues;
  /** Only letters that failed for this reason. @default all */
  readonly reason?: string;
  /** Letters at most. @default 1000 */
  readonly most?: number;
  /** Asks the person; letters stay where they are unless it is true. */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly print: (line: string) => void;
  /** Clock in milliseconds since the epoch. */
  readonly now?: () => number;
}

const EXIT = { done: 0, failed: 1 } as const;

/** Receipts end with the time for which letters are hidden; a minute is left for sending. */
const LONGEST_THOUGHT_MS = (HIDDEN_SECONDS - 60) * 1000;

/**
 * Shows what was given up, asks, and sends it back to the queue. The function looks up each version again, so that a
 * letter about one that was rejected, replaced or deployed meanwhile does nothing; a request to train is decided on by what
 * holds then.
 *
 * SQS could move the messages by itself (StartMessageMoveTask), but shows none of them, takes all or nothing, and cannot
 * return messages that were sent to the dead-letter queue rather than moved there.
 *
 * @returns exit status
 */
export async function replay(options: ReplayOptions): Promise<number> {
  const { sqs, queues, reason, most = 1000, print, now = Date.now } = options;
  const takenAt = now();
  const taken = await takeDeadLetters(sqs, queues, most);
  const letters = taken.filter((letter) => reason === undefined || letter.reason === reason);
  for (const letter of letters) show(letter, print);
  const hidden = taken.length - letters.length;
  const others = hidden === 0 ? "" : `; ${hidden} with other reasons stay`;
  if (letters.length === 0) {
    print(`nothing to send back${others}`);
    return EXIT.done;
  }
  const what = letters.length === 1 ? "1 message" : `${letters.length} messages`;
  if (!(await options.confirm(`Send ${what} back to ${queues.queueUrl}${others}?`))) {
    print(
      `nothing was sent: the messages are in the dead-letter queue again in ${HIDDEN_SECONDS / 60} minutes`,
    );
    return EXIT.done;
  }
  if (now() - takenAt > LONGEST_THOUGHT_MS) {
    print(
      "nothing was sent: the answer took so long that others may have taken the messages; run this again",
    );
    return EXIT.failed;
  }
  return conclude(await sendBack(sqs, queues, letters), letters.length, print);
}

function show(letter: DeadLetter, print: (line: string) => void): void {
  print(plain(`${letter.failedAt}  ${letter.reason}`));
  print(plain(`  about    ${letter.about}`));
  print(plain(`  detail   ${letter.detail}`));
}

function conclude(
  { sent, notDeleted, failure }: Awaited<ReturnType<typeof sendBack>>,
  all: number,
  print: (line: string) => void,
): number {
  print(`${sent} of ${all} sent back`);
  for (const { about } of notDeleted) {
    print(`not deleted from the dead-letter queue, where it is there again: ${about}`);
  }
  if (failure !== undefined) {
    print(`could not be sent, and stays: ${failure.letter.about}: ${failure.error.message}`);
  }
  return failure === undefined && notDeleted.length === 0 ? EXIT.done : EXIT.failed;
}
