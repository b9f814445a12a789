import { Logger } from "@aws-lambda-powertools/logger";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

import { createHandler } from "../../../functions/guard-retraining/create-handler";
import type { Settings } from "../../../functions/guard-retraining/environment";
import { replay } from "../../../operations/replay/replay";
import { retrainingStandIns } from "../../aws/retraining-stand-ins";
import type { AzureDevOpsServer } from "../../azure-devops/server";
import { startAzureDevOps } from "../../azure-devops/server";
import type { AzureFaults } from "../run/azure-faults";
import { azureFaults } from "../run/azure-faults";
import type { VirtualClock } from "../run/clock";
import { Agenda, HOUR, SECOND, withVirtualTime } from "../run/clock";
import { deliver, killable, type Ending } from "../run/deliveries";
import { REGION } from "../run/plan";
import { StandardQueue } from "../run/queue-model";
import type { Random } from "../run/random";
import { seeded } from "../run/random";
import { sqsClientOf } from "../run/sqs-client";
import { findingsOf, type StartedRun } from "./findings";
import { LIMITS } from "./limits";
import { planRequests, WATCHED } from "./plan";

export interface RetrainingFaultsRun {
  readonly seed: number;
  readonly models: number;
  /** Storms of alarms over sixty days. */
  readonly storms: number;
  /** Share of the calls that start runs that meet a fault. */
  readonly share: number;
  /** Wait of the function for Azure DevOps, in real milliseconds; in the cloud it is 45 seconds. */
  readonly timeoutMs: number;
  /** Forgets claims before it looks: a test sees that the run notices. @default false */
  readonly forgetful?: boolean;
}

/** What happened. */
export interface RetrainingOutcome {
  readonly findings: readonly string[];
  readonly requests: number;
  readonly runs: readonly StartedRun[];
  readonly endings: ReadonlyMap<Ending, number>;
  readonly replayed: number;
  readonly met: AzureFaults["met"];
}

const QUEUE_URL = `https://sqs.${REGION}.amazonaws.com/200000000002/retraining-requests`;
const PROOF = "faults.signed-by-sts.assertion";
const GUID = "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10";
/** As components/events/starter-function.ts sets them. */
const QUEUE = { visibilitySeconds: 540, maxReceiveCount: 8, maxReceives: 5 };
/** Time that a build takes. */
const BUILD = 3 * HOUR;
/** Azure DevOps answers nobody for so long, in the middle. */
const OUTAGE = { from: WATCHED / 2, to: WATCHED / 2 + 30 * HOUR };

/** Plays storms of alarms over sixty days while Azure DevOps fails, and says what was wrong in the end. */
export function playRetrainingFaults(options: RetrainingFaultsRun): Promise<RetrainingOutcome> {
  return withVirtualTime(Date.parse("2026-11-01T00:00:00Z"), async (clock) => {
    const start = clock.now();
    const faults = azureFaults({
      ...options,
      isDown: () => clock.now() >= start + OUTAGE.from && clock.now() < start + OUTAGE.to,
      keyOf: ({ reason = "" }) => reason.split(" ").at(-1) ?? "",
    });
    const models = Array.from({ length: options.models }, (_, index) => `model-${index + 1}`);
    const server = await startAzureDevOps({
      tenantId: GUID,
      clientId: GUID,
      clientAssertion: PROOF,
      organization: "contoso-ml",
      project: "fraud-ml",
      pipelines: Object.fromEntries(
        models.map((model, index) => [
          index + 1,
          { name: model, parameters: [{ name: "reason" }, { name: "window", default: "none" }] },
        ]),
      ),
      fault: faults.fault,
    });
    try {
      return await play(options, { clock, faults, server, models });
    } finally {
      await server.close();
    }
  });
}

interface Stage {
  readonly clock: VirtualClock;
  readonly faults: AzureFaults;
  readonly server: AzureDevOpsServer;
  readonly models: readonly string[];
}

async function play(
  options: RetrainingFaultsRun,
  { clock, faults, server, models }: Stage,
): Promise<RetrainingOutcome> {
  const random = seeded(options.seed);
  const { queue, deadLetters } = queuesOf(clock, random);
  const sqs = sqsClientOf([queue, deadLetters], REGION);
  const items = new Map<string, Record<string, AttributeValue>>();
  const clients = retrainingStandIns({
    region: REGION,
    proof: PROOF,
    parameters: new Map(models.map((model, index) => [`/limits/${model}`, limitsOf(index + 1)])),
    execution: () => undefined,
    newest: () => undefined,
    objects: new Map(),
    items,
    notices: [],
  });
  const dynamoDb = killable(clients.dynamoDb, faults.kills);
  const settings = settingsOf(server, queue, deadLetters, options.timeoutMs);
  const logger = new Logger({ serviceName: "guard-retraining", logLevel: "SILENT" });
  const handler = createHandler(settings, { ...clients, sqs, dynamoDb }, logger);
  const agenda = new Agenda();
  const requests = planRequests(models, options.storms, clock.now(), random);
  for (const { at, body } of requests) agenda.add(at, () => void queue.send(body));

  const endings = new Map<Ending, number>();
  const runs: StartedRun[] = [];
  const untilQuiet = async (): Promise<void> => {
    for (;;) {
      await agenda.runUntil(clock.now());
      if (options.forgetful === true) forget(items);
      const wave = queue.receive(2);
      for (const ending of await Promise.all(wave.map((message) => deliver(queue, message, handler, idIn)))) {
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
      }
      for (const run of server.runs.slice(runs.length)) {
        const at = clock.now();
        const requestId = run.templateParameters.reason?.split(" ").at(-1) ?? "";
        runs.push({ id: run.id, model: run.pipelineName, requestId, at, endsAt: at + BUILD });
        agenda.add(at + BUILD, () => {
          server.end(run.id);
        });
      }
      const next = Math.min(agenda.nextAt(), queue.nextVisibleAt());
      if (next === Infinity) break;
      clock.moveTo(wave.length > 0 ? clock.now() + SECOND : next);
    }
  };
  await untilQuiet();
  const given = deadLetters.messages.map(({ body, attributes }) => ({
    id: idIn(body),
    reason: attributes.reason,
  }));
  faults.stop();
  await replay({
    sqs,
    queues: { queueUrl: queue.url, deadLetterQueueUrl: deadLetters.url },
    most: Infinity,
    confirm: () => Promise.resolve(true),
    print: () => undefined,
  });
  await untilQuiet();
  return {
    findings: findingsOf({
      requests,
      runs,
      given,
      decided: decidedIn(items),
      left: queue.size + deadLetters.size,
    }),
    requests: requests.length,
    runs,
    endings,
    replayed: given.length,
    met: faults.met,
  };
}

function queuesOf(clock: VirtualClock, random: Random) {
  const common = { clock, random };
  const deadLetters = new StandardQueue({
    ...common,
    url: `${QUEUE_URL}-dead-letters`,
    visibilitySeconds: 30,
  });
  const queue = new StandardQueue({
    ...common,
    url: QUEUE_URL,
    visibilitySeconds: QUEUE.visibilitySeconds,
    redrive: { maxReceiveCount: QUEUE.maxReceiveCount, to: deadLetters },
    echoes: 0.02,
  });
  return { queue, deadLetters };
}

function limitsOf(pipelineId: number): string {
  return JSON.stringify({
    ...LIMITS,
    mode: "retrain",
    pipelineId,
    monitors: ["drift"],
    minimumNewLabels: 0,
    windowHours: 24,
  });
}

function settingsOf(
  server: AzureDevOpsServer,
  queue: StandardQueue,
  deadLetters: StandardQueue,
  timeoutMs: number,
): Settings {
  return {
    azureDevOps: { organizationUrl: server.organizationUrl, project: "fraud-ml", timeoutMs },
    credential: { kind: "federated", entra: { authority: server.url, tenantId: GUID, clientId: GUID } },
    queue: { url: queue.url, deadLetterUrl: deadLetters.url, maxReceives: QUEUE.maxReceives },
    neededMs: 60_000,
    team: "fraud",
    table: "retraining",
    artifactBucket: "artifacts",
    limitsPrefix: "/limits/",
    topicArn: `arn:aws:sns:${REGION}:200000000002:builds`,
  };
}

/** A guard that does not know what it was about to do. */
function forget(items: Map<string, Record<string, AttributeValue>>): void {
  for (const [key, { state, ...rest }] of items) {
    if (state?.S === undefined) continue;
    const { asks } = JSON.parse(state.S) as { readonly asks: unknown };
    items.set(key, { ...rest, state: { S: JSON.stringify({ asks }) } });
  }
}

function decidedIn(items: ReadonlyMap<string, Record<string, AttributeValue>>): Map<string, string> {
  return new Map(
    [...items.values()]
      .filter(({ entry }) => entry?.S?.startsWith("decision#"))
      .map(({ entry, outcome }) => [entry?.S?.split("#").at(-1) ?? "", outcome?.S ?? ""]),
  );
}

function idIn(body: string): string {
  return (JSON.parse(body) as { readonly id: string }).id;
}
