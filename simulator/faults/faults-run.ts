import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { ROOT } from "../../assets/root";
import { pipelineParameters } from "../stories/approval-route";
import type { ClaimsTable } from "./run/claims";
import { claimsInMemory, claimsInMoto } from "./run/claims";
import { playFaults } from "./run/play";
import { figures } from "./run/report";
import { playRetrainingFaults } from "./retraining/play";

const USAGE = `usage: npm run faults [-- --seed NUMBER] [--events NUMBER] [--packages NUMBER] [--claims moto|memory]

Plays hundreds of approvals while Azure DevOps fails in every way that is known, and checks that each approved and current
version is deployed by exactly one run, that nothing else is, and that every failure says why. Virtual time; the function,
stage Resolve of Model Deploy and the replay are the real ones, Azure DevOps is a stand-in over HTTP. Then the same with
storms of alarms that ask for training: never two runs of a model in its cool-down, over its budget or at a time.

  --seed NUMBER       plays the same plan again (default: from the clock)
  --events NUMBER     events about approvals (default: 2000)
  --packages NUMBER   versions that are approved (default: 500)
  --claims PLACE      table of claims: a moto server, or this process (default: moto if it starts)

exit status: 0 everything held, 1 something did not, 2 wrong arguments
`;

const PIPELINE_FILE = join(ROOT, "repositories", "model-deploy", "azure-pipelines.yml");

/** The function's 45 seconds, scaled down: nobody waits for a call that is answered late on purpose. */
const TIMEOUT_MS = 400;

async function main(): Promise<number> {
  const options = argumentsGiven();
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const claims = await claimsAt(options.claims);
  const began = performance.now();
  try {
    const outcome = await playFaults({
      ...options,
      share: 0.2,
      timeoutMs: TIMEOUT_MS,
      concurrency: 8,
      parameters: pipelineParameters(readFileSync(PIPELINE_FILE, "utf8")),
      dynamoDb: claims.table.dynamoDb,
      claimsTable: claims.table.tableName,
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    tell(`seed ${options.seed}, ${options.packages} versions, claims in ${claims.place}, ${seconds} s`);
    for (const line of figures(outcome)) tell(line);
    const retraining = await playRetrainingFaults({
      seed: options.seed,
      models: 12,
      storms: 80,
      share: 0.4,
      timeoutMs: TIMEOUT_MS,
    });
    tell(
      `requests to train   ${retraining.requests}, runs ${retraining.runs.length}, replayed ${retraining.replayed}`,
    );
    const findings = [...outcome.findings, ...retraining.findings];
    for (const finding of findings) tell(`WRONG  ${finding}`);
    if (findings.length > 0) return 1;
    tell(
      "every approved and current version was deployed by exactly one run; nothing else was; nothing was lost; training kept to its limits",
    );
    return 0;
  } finally {
    await claims.table.close();
  }
}

interface Options {
  readonly seed: number;
  readonly events: number;
  readonly packages: number;
  readonly claims: string | undefined;
}

function argumentsGiven(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        events: { type: "string", default: "2000" },
        packages: { type: "string", default: "500" },
        claims: { type: "string" },
      },
    });
    const [seed, events, packages] = [values.seed, values.events, values.packages].map(Number);
    const valid = [seed, events, packages].every((number) => Number.isInteger(number) && Number(number) >= 0);
    const known = [undefined, "moto", "memory"].includes(values.claims);
    return valid && known && Number(packages) > 0
      ? { seed: Number(seed), events: Number(events), packages: Number(packages), claims: values.claims }
      : undefined;
  } catch {
    return undefined;
  }
}

async function claimsAt(wanted: string | undefined): Promise<{ place: string; table: ClaimsTable }> {
  if (wanted !== "memory") {
    try {
      return { place: "moto", table: await claimsInMoto() };
    } catch (error) {
      if (wanted === "moto") throw error;
    }
  }
  return { place: "memory", table: claimsInMemory() };
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
