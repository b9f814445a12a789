import { Logger } from "@aws-lambda-powertools/logger";
import type { SQSBatchResponse } from "aws-lambda";
import type { Clients } from "../../../functions/find-idle-endpoints/create-handler";
import { createHandler } from "../../../functions/find-idle-endpoints/create-handler";
import { readSettings } from "../../../functions/find-idle-endpoints/environment";
import { contextWith, eventBridgeEvent, sqsEvent } from "../events";
import type { LogLine } from "../log";
import { withLog } from "../log";

export const TOPIC_ARN = "arn:aws:sns:eu-west-1:123456789012:mlops-fraud-staging-idle-endpoints";

export const ENVIRONMENT = {
  ENDPOINT_PREFIX: "mlops-fraud-staging-",
  AFTER_DAYS: "7",
  ACTION: "notify",
  TOPIC_ARN,
  PRICES_REGION: "us-east-1",
};

/** What the rule sends every day, due at this time. */
export const scheduled = (time: Date): Record<string, unknown> => ({
  ...eventBridgeEvent("aws.events", "Scheduled Event", {}),
  time: time.toISOString().replace(/\.\d{3}Z$/, "Z"),
});

/** Has the function look once. */
export async function look(
  clients: Clients,
  message: unknown,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly result: SQSBatchResponse; readonly lines: readonly LogLine[] }> {
  const settings = readSettings({ AWS_REGION: "eu-west-1", ...ENVIRONMENT, ...environment });
  const handler = createHandler(settings, clients, new Logger({ serviceName: "find-idle-endpoints" }));
  return withLog(() => handler(sqsEvent({ "message-1": message }), contextWith(60_000)));
}
