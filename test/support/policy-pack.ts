import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzerInfo, AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { configureRequest, policySettings } from "../../simulator/rehearsal/policy-config";
import type { PolicyConfig } from "../../simulator/rehearsal/policy-config";
import { Empty } from "../../simulator/rehearsal/protobuf";
import { analyzeRequest, analyzeStackRequest, findingsOf } from "./analyzer";
import type { Finding, ResourceRecord } from "./analyzer";

/** The built policy pack, served by a process of its own as the engine starts it. */
export interface ServedPack {
  info(): Promise<AnalyzerInfo>;
  /** Sets the policy config, as `--policy-pack-config` does; earlier settings are gone. */
  configure(config: PolicyConfig): Promise<void>;
  analyze(resource: ResourceRecord): Promise<readonly Finding[]>;
  analyzeStack(resources: readonly ResourceRecord[]): Promise<readonly Finding[]>;
  stop(): Promise<void>;
}

const ROOT = resolve(__dirname, "../..");

/** Starts the built pack. No engine listens at the address that it is given, since it calls none. */
export async function servePack(): Promise<ServedPack> {
  const pack = resolve(ROOT, "policy");
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", pack], {
    cwd: pack,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [port] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    exited.then(() => {
      throw new Error("the policy pack exited before it gave its port");
    }),
  ])) as [string];
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return {
    ...calls(client),
    stop: async () => {
      client.close();
      child.kill();
      await exited;
    },
  };
}

function calls(client: AnalyzerClient): Omit<ServedPack, "stop"> {
  const info = (): Promise<AnalyzerInfo> => answer((done) => client.getAnalyzerInfo(new Empty(), done));
  return {
    info,
    configure: async (config) => {
      const request = configureRequest(policySettings(await info(), config));
      await answer((done) => client.configure(request, done));
    },
    analyze: async (resource) =>
      findingsOf(await answer<AnalyzeResponse>((done) => client.analyze(analyzeRequest(resource), done))),
    analyzeStack: async (resources) =>
      findingsOf(
        await answer<AnalyzeResponse>((done) => client.analyzeStack(analyzeStackRequest(resources), done)),
      ),
  };
}

function answer<T>(send: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => {
      if (error) {
        reject(error);
      } else {
        resolve(response);
      }
    });
  });
}
