import type { Logger } from "@aws-lambda-powertools/logger";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";
import * as z from "zod";
import { logTo } from "../shared/log";
import { rotate, STEPS } from "./core";
import type { Settings } from "./environment";
import { createSecretStore } from "./secret-store";
import { createRun } from "./snowflake";

const eventSchema = z.object({
  Step: z.enum(STEPS),
  SecretId: z.string().min(1),
  ClientRequestToken: z.string().min(1),
});

/** The handler of one step of a rotation, as Secrets Manager asks for it. A step that fails throws, and is repeated. */
export function createHandler(
  settings: Settings,
  client: SecretsManagerClient,
  logger: Logger,
): (event: unknown, context: Context) => Promise<void> {
  const run = createRun(settings);
  return async (event, context) => {
    logger.addContext(context);
    const parsed = eventSchema.safeParse(event);
    if (!parsed.success) {
      throw new Error("the event is no step of a rotation: Secrets Manager alone calls this function");
    }
    const { Step: step, SecretId, ClientRequestToken: version } = parsed.data;
    await rotate(step, version, {
      secret: createSecretStore(client, SecretId),
      run,
      user: settings.user,
      log: logTo(logger, { step }),
    });
  };
}
