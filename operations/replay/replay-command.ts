import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";

import { SQSClient } from "@aws-sdk/client-sqs";

import type { Queues } from "./dead-letters";
import { replay } from "./replay";
import { regionOf } from "../stack-output";
import { PATHS, readStackQueues } from "./stack-queues";

const USAGE = `usage: npm run replay -- --stack NAME [--path PATH] [--reason REASON] [--yes]
       npm run replay -- --queue-url URL --dead-letter-queue-url URL [--reason REASON] [--yes]

Shows the approvals that could not start a deployment, or the requests to train a model that were not decided on, asks, and sends them back to their queue. Needs credentials of
the automation account: those of an ML engineer or a platform administrator.

  --stack NAME                  stack whose outputs name the queues; needs pulumi and its state
  --path PATH                   approval or retraining (default: approval)
  --queue-url URL               the queue, in place of --stack
  --dead-letter-queue-url URL   its dead-letter queue
  --reason REASON               only messages that failed for this reason
  --yes                         do not ask

exit status: 0 done, or nothing to do; 1 something was not sent; 2 wrong arguments
`;

async function main(): Promise<number> {
  const values = argumentsGiven();
  if (values === undefined || values.help === true) {
    process.stderr.write(USAGE);
    return values === undefined ? 2 : 0;
  }
  const queues = queuesGiven(values);
  if (queues === undefined || (values.yes !== true && !process.stdin.isTTY)) {
    process.stderr.write(queues === undefined ? USAGE : "nobody can be asked here: say --yes\n");
    return 2;
  }
  const sqs = new SQSClient({ region: regionOf(queues.queueUrl) });
  return replay({
    sqs,
    queues,
    ...(values.reason === undefined ? {} : { reason: values.reason }),
    confirm: values.yes === true ? () => Promise.resolve(true) : ask,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

function argumentsGiven() {
  try {
    return parseArgs({
      options: {
        stack: { type: "string" },
        path: { type: "string", default: "approval" },
        "queue-url": { type: "string" },
        "dead-letter-queue-url": { type: "string" },
        reason: { type: "string" },
        yes: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch {
    return undefined;
  }
}

/** Either the stack or both addresses. */
function queuesGiven(values: NonNullable<ReturnType<typeof argumentsGiven>>): Queues | undefined {
  const { stack, path, "queue-url": queueUrl, "dead-letter-queue-url": deadLetterQueueUrl } = values;
  if (stack !== undefined) {
    const known = PATHS.find((each) => each === path);
    return queueUrl === undefined && deadLetterQueueUrl === undefined && known !== undefined
      ? readStackQueues(stack, known)
      : undefined;
  }
  return queueUrl === undefined || deadLetterQueueUrl === undefined
    ? undefined
    : { queueUrl, deadLetterQueueUrl };
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
