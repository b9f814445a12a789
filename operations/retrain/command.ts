import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";

import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { z } from "zod";

import {
  LONGEST_REASON,
  PERSON_DETAIL_TYPE,
  type PersonMessage,
  reasonSchema,
  SET_ASIDE,
} from "../../functions/guard-retraining/request";
import { asJson } from "../stack-output";

export const USAGE = `usage: npm run retrain -- --stack NAME --model MODEL --reason TEXT [--despite LIMITS]

Asks that a model be trained. The guard of training decides as it does when an alarm asks, keeps the decision, and tells
builders of it. Needs pulumi and the stack's state, and credentials of the automation account: those of an ML engineer or
a platform administrator.

  --stack NAME      stack whose outputs name the queue
  --model MODEL     a model with monitoring.retraining in mode retrain
  --reason TEXT     why, in ${LONGEST_REASON} letters, digits, spaces and _.:/=+@- at most; the version keeps it
  --despite LIMITS  limits to set aside: ${SET_ASIDE.join(", ")}, with commas; this is kept, too

exit status: 0 asked; 1 the queue did not take it, or the model is not retrained here; 2 wrong arguments
`;

const EXIT = { done: 0, failed: 1, usage: 2 } as const;

export interface RetrainOptions {
  readonly print: (line: string) => unknown;
  readonly printError: (line: string) => unknown;
  /** Outputs of a stack in JSON. @throws Error that says why they cannot be read */
  readonly outputs: (stack: string) => string;
  /** Client for the Region of a queue. */
  readonly sqs: (queueUrl: string) => SQSClient;
  /** @default the clock */
  readonly now?: () => Date;
}

const outputsSchema = z.object({
  retraining: z.object({ queueUrl: z.url(), models: z.record(z.string(), z.enum(["notify", "retrain"])) }),
});

const argumentsSchema = z.object({
  stack: z.string().min(1),
  model: z.string().min(1),
  reason: reasonSchema,
  despite: z
    .string()
    .optional()
    .transform((list) => list?.split(",") ?? [])
    .pipe(z.array(z.enum(SET_ASIDE))),
});

/** @returns the exit status */
export async function retrain(args: readonly string[], options: RetrainOptions): Promise<number> {
  const { print, printError, now = () => new Date() } = options;
  const given = argumentsOf(args);
  if (typeof given === "string") {
    printError(given);
    return EXIT.usage;
  }
  const { stack, model, reason, despite } = given;
  try {
    const queueUrl = queueFor(model, stack, options.outputs(stack));
    const id = randomUUID();
    const message: PersonMessage = {
      source: "mlops.person",
      "detail-type": PERSON_DETAIL_TYPE,
      id,
      time: now().toISOString(),
      detail: { model, reason, despite },
    };
    const sqs = options.sqs(queueUrl);
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    print(
      `asked, as request ${id}: builders are told of the decision, which is kept in the table retraining`,
    );
    return EXIT.done;
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error));
    return EXIT.failed;
  }
}

/** The arguments, or what is wrong with them. */
function argumentsOf(args: readonly string[]): z.output<typeof argumentsSchema> | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stack: { type: "string" },
        model: { type: "string" },
        reason: { type: "string" },
        despite: { type: "string" },
        help: { type: "boolean" },
      },
    });
    const parsed = argumentsSchema.safeParse(values);
    if (values.help === true) return USAGE;
    if (parsed.success) return parsed.data;
    return `${parsed.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join("\n")}\n\n${USAGE}`;
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}

/** @throws Error that says why the model cannot be trained this way */
function queueFor(model: string, stack: string, text: string): string {
  const parsed = outputsSchema.safeParse(asJson(text));
  const mode = parsed.data?.retraining.models[model];
  if (parsed.data === undefined || mode === undefined) {
    throw new Error(
      `stack ${stack} does not retrain ${model}: add monitoring.retraining to the model's settings, or start pipeline "Model Build ${model}" in Azure DevOps`,
    );
  }
  if (mode === "notify") {
    throw new Error(
      `retraining.mode of ${model} is notify, so that nothing is started for people: start pipeline "Model Build ${model}" in Azure DevOps`,
    );
  }
  return parsed.data.retraining.queueUrl;
}
