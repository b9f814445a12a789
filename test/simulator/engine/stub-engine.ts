import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";

import * as grpc from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceResponse,
  type RegisterResourceOutputsRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

// The SDK's own copy, since two copies of these classes in one process overwrite each other.
const sdkRequire = createRequire(require.resolve("@pulumi/pulumi"));
const structs = sdkRequire("google-protobuf/google/protobuf/struct_pb") as { Struct: typeof Struct };
const empties = sdkRequire("google-protobuf/google/protobuf/empty_pb") as { Empty: typeof Empty };

/** An engine that accepts every resource of a program and remembers what the program says. */
export interface StubEngine {
  /** Of the engine and of its resource monitor. */
  readonly address: string;
  readonly stackOutputs: () => unknown;
  readonly errors: () => string[];
  readonly stop: () => void;
}

export function empty(): Empty {
  return new empties.Empty();
}

export async function startStubEngine(): Promise<StubEngine> {
  let outputs: RegisterResourceOutputsRequest | undefined;
  const logs: LogRequest[] = [];
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    supportsFeature: ({ request }, respond) => {
      respond(null, new SupportsFeatureResponse().setHassupport(request.getId() === "secrets"));
    },
    registerResource: ({ request }, respond) => {
      respond(null, new RegisterResourceResponse().setUrn(`urn:${request.getType()}::${request.getName()}`));
    },
    registerResourceOutputs: ({ request }, respond) => {
      outputs = request;
      respond(null, empty());
    },
    signalAndWaitForShutdown: (_call, respond) => {
      respond(null, empty());
    },
  } satisfies Partial<IResourceMonitorServer>);
  server.addService(EngineService, {
    log: ({ request }, respond) => {
      logs.push(request);
      respond(null, empty());
    },
    getRootResource: (_call, respond) => {
      respond(null, new GetRootResourceResponse());
    },
    setRootResource: (_call, respond) => {
      respond(null, new SetRootResourceResponse());
    },
    requirePulumiVersion: (_call, respond) => {
      respond(null, new RequirePulumiVersionResponse());
    },
  } satisfies Partial<IEngineServer>);

  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    stackOutputs: () => outputs?.getOutputs()?.toJavaScript(),
    errors: () =>
      logs.filter((log) => log.getSeverity() === LogSeverity.ERROR).map((log) => log.getMessage()),
    stop: () => {
      server.forceShutdown();
    },
  };
}

/** A Node program with these runtime options. */
export function programInfo(
  folder: string,
  entryPoint: string,
  options: Record<string, JavaScriptValue>,
): ProgramInfo {
  return new ProgramInfo()
    .setRootDirectory(folder)
    .setProgramDirectory(folder)
    .setEntryPoint(entryPoint)
    .setOptions(structs.Struct.fromJavaScript(options));
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for what another process does; gives up after five minutes, so that a failing test ends. */
export async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; !condition(); attempt += 1) {
    if (attempt === 15_000) {
      throw new Error(`this did not come true in five minutes: ${condition.toString()}`);
    }
    await setTimeout(20);
  }
}
