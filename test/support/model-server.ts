import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";

/** An endpoint of the model server: a model and what goes wrong with it. */
export interface ServedModel {
  /** Path of a file that XGBoost reads, xgboost-model of a model.tar.gz; or of a folder with an archive that brings code. */
  readonly model: string;
  /** How long the model takes longer. @default 0 */
  readonly delayMs?: number;
  /** Share of requests that the model fails with 500. @default 0 */
  readonly failing?: number;
  /** Share of requests that SageMaker does not take. @default 0 */
  readonly throttled?: number;
  /** Share of answers that begin and never end. @default 0 */
  readonly stalled?: number;
  /** @default text/csv; charset=utf-8 */
  readonly contentType?: string;
  /** How many predictions are missing at the end of each answer. @default 0 */
  readonly lost?: number;
}

/** SageMaker's runtime on this machine, with endpoints that really predict. */
export interface ModelServer {
  readonly url: string;
  /** A client for it, as those of the tools are: it tries failed calls again. The caller destroys it. */
  readonly client: () => SageMakerRuntimeClient;
  /** How many connections clients have made so far, that of this question included. */
  readonly connections: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/**
 * @param python - A Python with the packages of repositories/model-build/requirements-dev.txt.
 * @param endpoints - By name.
 * @throws Error if the server ends before it has said where it listens.
 */
export async function startModelServer(
  python: string,
  endpoints: Readonly<Record<string, ServedModel>>,
): Promise<ModelServer> {
  const folder = await mkdtemp(join(tmpdir(), "model-server-"));
  const file = join(folder, "endpoints.json");
  await writeFile(file, JSON.stringify(endpoints));
  const child = spawn(python, [join(__dirname, "model-server.py"), file], {
    stdio: ["ignore", "pipe", "pipe"],
    // With one row at a time, several threads of XGBoost mostly wait for each other.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", OMP_NUM_THREADS: "1" },
  });
  const exited = once(child, "exit");
  const complaints: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  const stop = async (): Promise<void> => {
    child.kill();
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /^Running on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url !== undefined) {
      return { url, client: () => clientOf(url), connections: () => connectionsOf(url), stop };
    }
  }
  await stop();
  throw new Error(`the model server ended before it listened:\n${complaints.join("")}`);
}

function clientOf(endpoint: string): SageMakerRuntimeClient {
  return new SageMakerRuntimeClient({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" },
    maxAttempts: 8,
  });
}

async function connectionsOf(url: string): Promise<number> {
  const response = await fetch(`${url}/connections`);
  return Number(await response.text());
}
