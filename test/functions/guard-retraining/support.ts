import { Logger } from "@aws-lambda-powertools/logger";
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { PublishCommandInput } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";

import { createHandler } from "../../../functions/guard-retraining/create-handler";
import { readSettings } from "../../../functions/guard-retraining/environment";
import type { Limits } from "../../../functions/guard-retraining/limits";
import { NO_TELEMETRY } from "../../../functions/guard-retraining/telemetry";
import { retrainingStandIns } from "../../../simulator/aws/retraining-stand-ins";
import { startAzureDevOps, type AzureDevOpsServer } from "../../../simulator/azure-devops/server";
import { contextWith, eventBridgeEvent, sqsEvent } from "../events";
import { ENVIRONMENT } from "./environment";

export const LIMITS: Limits = {
  mode: "retrain",
  pipelineId: 42,
  monitors: ["drift", "model-quality"],
  coolDownHours: 168,
  runsPerMonth: 2,
  minimumNewLabels: 0,
  windowHours: 24,
};

export const VERSION = "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7";
export const START = Date.parse("2026-11-10T12:07:00Z");
const ASSERTION = "header.signed-identity.signature";

/** "CloudWatch Alarm State Change" of a monitor's alarm. */
export const alarm = (id: string, monitor = "drift", model = "churn"): Record<string, unknown> => ({
  ...eventBridgeEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
    alarmName: `mlops-fraud-${model}-monitor-${monitor}`,
    state: { value: "ALARM", reason: "Threshold Crossed", timestamp: "2026-11-10T12:05:00.000+0000" },
    previousState: { value: "OK" },
  }),
  id,
  time: "2026-11-10T12:05:00Z",
});

export const byHand = (id: string, despite: readonly string[] = []): Record<string, unknown> => ({
  source: "mlops.person",
  "detail-type": "Retraining by hand",
  id,
  time: "2026-11-10T12:06:00.000Z",
  detail: { model: "churn", reason: "new products", despite },
});

/** What the function finds, and may find otherwise later. */
export interface Facts {
  limits: Limits;
  now: number;
  execution: string | undefined;
  newest: { readonly arn: string; readonly approval: string } | undefined;
  readonly objects: Map<string, string>;
}

/** The whole function, with AWS mocked and Azure DevOps on local HTTP. */
export interface GuardUnderTest {
  readonly facts: Facts;
  readonly server: AzureDevOpsServer;
  readonly notices: PublishCommandInput[];
  readonly items: Map<string, Record<string, AttributeValue>>;
  readonly handle: (
    bodies: Readonly<Record<string, unknown>>,
    receives?: number,
  ) => Promise<SQSBatchResponse>;
  /** Decisions, by id of their request. */
  readonly decisions: () => Record<string, string>;
  /** Reasons of what was given up. */
  readonly deadLetters: () => (string | undefined)[];
  readonly close: () => Promise<void>;
}

export async function startGuard(dynamoDb?: DynamoDBClient, timeoutMs = 30_000): Promise<GuardUnderTest> {
  const server = await startAzureDevOps({
    tenantId: ENVIRONMENT.ENTRA_TENANT_ID,
    clientId: ENVIRONMENT.ENTRA_CLIENT_ID,
    clientAssertion: ASSERTION,
    organization: "contoso",
    project: "fraud-ml",
    pipelines: {
      42: {
        name: "Model Build churn",
        parameters: [
          { name: "reason", default: "none" },
          { name: "window", default: "none" },
        ],
      },
    },
  });
  const facts: Facts = {
    limits: LIMITS,
    now: START,
    execution: undefined,
    newest: { arn: VERSION, approval: "Approved" },
    objects: new Map(),
  };
  const notices: PublishCommandInput[] = [];
  const items = new Map<string, Record<string, AttributeValue>>();
  const clients = retrainingStandIns({
    region: "eu-west-1",
    proof: ASSERTION,
    parameters: {
      get: (name: string) => (name.endsWith("/churn") ? JSON.stringify(facts.limits) : undefined),
    } as ReadonlyMap<string, string>,
    execution: () => facts.execution,
    newest: () => facts.newest,
    objects: facts.objects,
    items,
    notices,
  });
  const settings = readSettings({
    ...ENVIRONMENT,
    AZURE_DEVOPS_ORG_URL: server.organizationUrl,
    ENTRA_AUTHORITY: server.url,
  });
  const sent: (string | undefined)[] = [];
  const send = clients.sqs.send.bind(clients.sqs) as (command: unknown) => Promise<unknown>;
  clients.sqs.send = ((command: unknown) => {
    if (command instanceof SendMessageCommand)
      sent.push(command.input.MessageAttributes?.reason?.StringValue);
    return send(command);
  }) as typeof clients.sqs.send;
  const handler = createHandler(
    { ...settings, azureDevOps: { ...settings.azureDevOps, timeoutMs }, neededMs: timeoutMs + 15_000 },
    { ...clients, ...(dynamoDb ? { dynamoDb } : {}) },
    new Logger({ serviceName: "guard-retraining", logLevel: "SILENT" }),
    NO_TELEMETRY,
    () => new Date(facts.now),
  );
  return {
    facts,
    server,
    notices,
    items,
    handle: (bodies, receives = 1) => handler(sqsEvent(bodies, receives), contextWith(60_000)),
    decisions: () => decisionsIn(items.values()),
    deadLetters: () => sent,
    close: () => server.close(),
  };
}

/** What was decided, by id of the request: the outcome, and of refusals the limit. */
export function decisionsIn(items: Iterable<Record<string, AttributeValue>>): Record<string, string> {
  return Object.fromEntries(
    [...items]
      .filter(({ entry }) => entry?.S?.startsWith("decision#"))
      .map(({ entry, outcome, because }) => [
        entry?.S?.split("#").at(-1) ?? "",
        because?.S ?? outcome?.S ?? "",
      ]),
  );
}
