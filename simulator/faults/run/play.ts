import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";

import { createHandler } from "../../../functions/start-model-deploy/create-handler";
import type { Settings } from "../../../functions/start-model-deploy/environment";
import { NO_TELEMETRY } from "../../../functions/start-model-deploy/telemetry";
import { replay } from "../../../operations/replay/replay";
import type { PipelineParameter } from "../../azure-devops/protocol";
import type { AzureDevOpsServer } from "../../azure-devops/server";
import { startAzureDevOps } from "../../azure-devops/server";
import type { AzureFaults } from "./azure-faults";
import { azureFaults } from "./azure-faults";
import type { VirtualClock } from "./clock";
import { Agenda, HOUR, MINUTE, SECOND, withVirtualTime } from "./clock";
import { deliver, killable, type Ending } from "./deliveries";
import type { Evidence, FinishedRun } from "./findings";
import { findingsAfterReplay, findingsBeforeReplay } from "./findings";
import { claimsBucket, resolveRun, type Stage } from "./pipeline";
import type { Scale } from "./plan";
import { makePlan, REGION, stateChange } from "./plan";
import { StandardQueue } from "./queue-model";
import { seeded } from "./random";
import { Registry } from "./registry";
import { sqsClientOf } from "./sqs-client";

/** What keeps the promise; a test takes one away and sees that the run notices. */
export type Guard = "claim of the run" | "status 200 alone" | "dead letters" | "look into the registry";

export interface FaultsRun extends Scale {
  readonly seed: number;
  /** Share of the calls of Azure DevOps that meet a fault. */
  readonly share: number;
  /** Wait of the function for Azure DevOps, in real milliseconds; in the cloud it is 45 seconds. */
  readonly timeoutMs: number;
  /** Invocations at a time. */
  readonly concurrency: number;
  /** Template parameters of the Model Deploy pipeline. */
  readonly parameters: readonly PipelineParameter[];
  /** Table of claims. */
  readonly dynamoDb: DynamoDBClient;
  readonly claimsTable: string;
  /** Guard to go without. @default none */
  readonly without?: Guard;
}

/** What happened. */
export interface Outcome {
  readonly findings: readonly string[];
  readonly met: AzureFaults["met"];
  readonly endings: ReadonlyMap<Ending, number>;
  readonly runs: readonly FinishedRun[];
  readonly deadLettersByReason: ReadonlyMap<string, number>;
  readonly replayed: number;
  readonly events: number;
}

const PIPELINE_ID = 42;
const TENANT_ID = "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10";
const CLIENT_ID = "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21";
const ASSERTION = "faults.signed-by-sts.assertion";
const QUEUE_URL = `https://sqs.${REGION}.amazonaws.com/200000000002/model-approved`;

/** As components/events/approval-path.ts sets them. */
const VISIBILITY_SECONDS = 540;
const MAX_RECEIVES = 5;
const MAX_RECEIVES_OF_QUEUE = 8;

/** Azure DevOps answers nobody for so long: more than the deliveries of a message last. */
const OUTAGE = { from: 2 * HOUR, to: 2 * HOUR + 55 * MINUTE };

/** Plays one run and says what was wrong in the end. */
export async function playFaults(options: FaultsRun): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "mlops-faults-"));
  try {
    // Real time at the start: the table of claims may be a server with a clock of its own.
    const start = Date.now();
    return await withVirtualTime(start, (clock) => play(options, clock, folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function play(options: FaultsRun, clock: VirtualClock, folder: string): Promise<Outcome> {
  const start = clock.now();
  const faults = azureFaults({
    ...options,
    isDown: () => clock.now() >= start + OUTAGE.from && clock.now() < start + OUTAGE.to,
    pageCounts: options.without === "status 200 alone",
  });
  const server = await startAzureDevOps({
    tenantId: TENANT_ID,
    clientId: CLIENT_ID,
    clientAssertion: ASSERTION,
    organization: "contoso-ml",
    project: "fraud-ml",
    pipelines: { [PIPELINE_ID]: { name: "Model Deploy", parameters: options.parameters } },
    fault: faults.fault,
  });
  try {
    return await new World(options, clock, server, faults, folder).play();
  } finally {
    await server.close();
  }
}

class World {
  readonly #random;
  readonly #registry = new Registry();
  readonly #agenda = new Agenda();
  readonly #deadLetters;
  readonly #queue;
  readonly #endings = new Map<Ending, number>();
  readonly #runs: FinishedRun[] = [];
  readonly #stage: Stage;
  readonly #sqs;
  #seenRuns = 0;

  constructor(
    private readonly options: FaultsRun,
    private readonly clock: VirtualClock,
    private readonly server: AzureDevOpsServer,
    private readonly faults: AzureFaults,
    folder: string,
  ) {
    const random = seeded(options.seed);
    this.#random = random;
    const visibilitySeconds = VISIBILITY_SECONDS;
    this.#deadLetters = new StandardQueue({
      url: `${QUEUE_URL}-dead-letters`,
      clock,
      random,
      visibilitySeconds: 30,
    });
    this.#queue = new StandardQueue({
      url: QUEUE_URL,
      clock,
      random,
      visibilitySeconds,
      redrive: { maxReceiveCount: MAX_RECEIVES_OF_QUEUE, to: this.#deadLetters },
      echoes: 0.01,
    });
    this.#sqs = sqsClientOf([this.#queue, this.#deadLetters], REGION);
    this.#stage = {
      sageMaker: this.#registry.client(REGION, options.without === "look into the registry"),
      s3: claimsBucket(REGION, options.without === "claim of the run"),
      folder,
    };
  }

  async play(): Promise<Outcome> {
    const { options, clock, faults } = this;
    const plan = makePlan(options, this.#random);
    const start = clock.now();
    for (const version of plan.versions) this.#registry.add(version);
    for (const { at, version } of plan.approvals) {
      this.#agenda.add(start + at, () => {
        this.#registry.set(version.arn, "Approved");
      });
    }
    for (const { at, version } of plan.rejections) {
      this.#agenda.add(start + at, () => {
        this.#registry.set(version.arn, "Rejected");
      });
    }
    for (const { at, version } of plan.events) {
      this.#agenda.add(start + at, () => void this.#queue.send(stateChange(version)));
    }
    await this.#untilQuiet();
    if (options.without === "dead letters") await this.#loseDeadLetters();
    const evidence: Evidence = {
      versions: plan.versions,
      registry: this.#registry,
      runs: this.#runs,
      queue: this.#queue,
      deadLetters: this.#deadLetters,
    };
    const before = findingsBeforeReplay(evidence);
    const deadLettersByReason = count(
      this.#deadLetters.messages.map(({ attributes }) => attributes.reason ?? "none"),
    );
    const replayed = this.#deadLetters.size;

    faults.stop();
    await replay({
      sqs: this.#sqs,
      queues: { queueUrl: this.#queue.url, deadLetterQueueUrl: this.#deadLetters.url },
      most: Infinity,
      confirm: () => Promise.resolve(true),
      print: () => undefined,
    });
    await this.#untilQuiet();
    return {
      findings: [...new Set([...before, ...findingsAfterReplay(evidence)])],
      met: faults.met,
      endings: this.#endings,
      runs: this.#runs,
      deadLettersByReason,
      replayed,
      events: plan.events.length,
    };
  }

  /** Lets time pass until nothing is left to happen. */
  async #untilQuiet(): Promise<void> {
    const { clock, options } = this;
    const handler = createHandler(this.#settings(), this.#clients(), silent(), NO_TELEMETRY);
    for (;;) {
      await this.#agenda.runUntil(clock.now());
      const wave = this.#queue.receive(options.concurrency);
      const endings = await Promise.all(wave.map((message) => deliver(this.#queue, message, handler)));
      for (const ending of endings) this.#endings.set(ending, (this.#endings.get(ending) ?? 0) + 1);
      this.#scheduleRuns();
      const next = Math.min(this.#agenda.nextAt(), this.#queue.nextVisibleAt());
      if (next === Infinity) return;
      clock.moveTo(wave.length > 0 ? clock.now() + SECOND : next);
    }
  }

  /** A run waits for an agent before its stage Resolve begins. */
  #scheduleRuns(): void {
    for (const run of this.server.runs.slice(this.#seenRuns)) {
      const arn = run.templateParameters.modelPackageArn ?? "";
      const [, group = "", version] = /model-package\/([^/]+)\/(\d+)$/.exec(arn) ?? [];
      this.#agenda.add(this.clock.now() + this.#random.between(30 * SECOND, 20 * MINUTE), async () => {
        const standing = this.#registry.standing({ arn, group, version: Number(version) });
        const resolved = await resolveRun(run, this.#stage);
        this.#runs.push({ id: run.id, arn, resolved, standing });
      });
    }
    this.#seenRuns = this.server.runs.length;
  }

  async #loseDeadLetters(): Promise<void> {
    for (const { receiptHandle } of this.#deadLetters.receive(Infinity))
      this.#deadLetters.delete(receiptHandle);
    return Promise.resolve();
  }

  #settings(): Settings {
    return {
      azureDevOps: {
        organizationUrl: this.server.organizationUrl,
        project: "fraud-ml",
        pipelineId: PIPELINE_ID,
        timeoutMs: this.options.timeoutMs,
      },
      credential: {
        kind: "federated",
        entra: { authority: this.server.url, tenantId: TENANT_ID, clientId: CLIENT_ID },
      },
      queue: { url: this.#queue.url, deadLetterUrl: this.#deadLetters.url, maxReceives: MAX_RECEIVES },
      claimsTable: this.options.claimsTable,
      neededMs: 60_000,
    };
  }

  #clients() {
    const sts = new STSClient({ region: REGION });
    mockClient(sts).on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: ASSERTION });
    return {
      sts,
      sageMaker: this.#registry.client(REGION),
      dynamoDb: killable(this.options.dynamoDb, this.faults.kills),
      sqs: this.#sqs,
      secretsManager: new SecretsManagerClient({ region: REGION }),
    };
  }
}

function silent(): Logger {
  return new Logger({ serviceName: "start-model-deploy", logLevel: "SILENT" });
}

function count(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
