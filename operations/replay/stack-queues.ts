import { z } from "zod";

import { asJson, readStackOutputs } from "../stack-output";
import type { Queues } from "./dead-letters";

/** Paths whose messages can be sent back, and the outputs that name their queues. */
const OUTPUTS = { approval: "approvalQueues", retraining: "retraining" } as const;
export type ReplayedPath = keyof typeof OUTPUTS;
export const PATHS = Object.keys(OUTPUTS) as ReplayedPath[];

const queues = z.object({ queueUrl: z.url(), deadLetterQueueUrl: z.url() });

/** Reads the queues of a path from the outputs of a stack, as `pulumi stack output --json` gives them. */
export function queuesOf(text: string, stack: string, path: ReplayedPath = "approval"): Queues {
  const output = OUTPUTS[path];
  const parsed = z.object({ [output]: queues }).safeParse(asJson(text));
  const found = parsed.data?.[output];
  if (found === undefined) {
    throw new Error(
      path === "approval"
        ? `stack ${stack} has no output ${output}: bring it up with this version, or give --queue-url and --dead-letter-queue-url`
        : `stack ${stack} has no output ${output}: no model of it has monitoring.retraining, or it was brought up before`,
    );
  }
  return found;
}

/** @throws Error that says what pulumi said. */
export function readStackQueues(stack: string, path: ReplayedPath = "approval", command = "pulumi"): Queues {
  const instead = "give --queue-url and --dead-letter-queue-url in place of --stack";
  return queuesOf(readStackOutputs(stack, instead, command), stack, path);
}
