import { spawnSync } from "node:child_process";

import { z } from "zod";

import type { Queues } from "./dead-letters";

const outputs = z.object({
  approvalQueues: z.object({ queueUrl: z.url(), deadLetterQueueUrl: z.url() }),
});

/** Reads the queues from the outputs of a stack, as `pulumi stack output --json` gives them. */
export function queuesOf(text: string, stack: string): Queues {
  const parsed = outputs.safeParse(asJson(text));
  if (!parsed.success) {
    throw new Error(
      `stack ${stack} has no output approvalQueues: bring it up with this version, or give --queue-url and --dead-letter-queue-url`,
    );
  }
  return parsed.data.approvalQueues;
}

/** @throws Error that says what pulumi said. */
export function readStackQueues(stack: string, command = "pulumi"): Queues {
  const { status, stdout, stderr, error } = spawnSync(
    command,
    ["stack", "output", "--json", "--non-interactive", "--stack", stack],
    { encoding: "utf8" },
  );
  if (error !== undefined || status !== 0) {
    throw new Error(
      `the outputs of stack ${stack} could not be read: ${error?.message ?? stderr.trim()}; give --queue-url and --dead-letter-queue-url in place of --stack`,
    );
  }
  return queuesOf(stdout, stack);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
