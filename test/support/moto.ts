import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A stand-in for AWS on this machine: the moto server, which answers over HTTP. */
export interface MotoServer {
  readonly url: string;
  stop(): Promise<void>;
}

const PYTHON = "python3";

/**
 * Why there is no moto server on this machine; undefined: there is one. Where the environment variable CI is set it is
 * undefined in any case, so that a build machine without moto fails instead of passing over the tests.
 */
export function motoMissing(): string | undefined {
  if (process.env.CI !== undefined) {
    return undefined;
  }
  const { status } = spawnSync(PYTHON, ["-c", "import moto.server, flask"], { stdio: "ignore" });
  return status === 0 ? undefined : `no moto server: pip install "moto[server]" for ${PYTHON}`;
}

/** @throws Error if the server ends before it has said where it listens. */
export async function startMoto(): Promise<MotoServer> {
  const child = spawn(PYTHON, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit");
  const lines: string[] = [];
  const listening = (async () => {
    for await (const line of createInterface(child.stderr)) {
      lines.push(line);
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
    throw new Error(`moto ended before it listened:\n${lines.join("\n")}`);
  })();
  const url = await listening;
  child.stderr.resume();
  return {
    url,
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

/** For a suite: one server for all of its tests, empty before each. Its address is known once the tests run. */
export function useMoto(): { readonly url: string } {
  let moto: MotoServer;
  before(async () => {
    moto = await startMoto();
  });
  after(() => moto.stop());
  beforeEach(() => fetch(`${moto.url}/moto-api/reset`, { method: "POST" }));
  return {
    get url() {
      return moto.url;
    },
  };
}
