import * as grpc from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  ReadResourceResponse,
  RegisterResourceResponse,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";

import { Empty } from "./protobuf";
import type { Recorder } from "./recorder";
import { Registrar } from "./registrar";
import { fromStruct, toStruct, UNKNOWN } from "./values";
import type { Properties } from "./values";

/** Something the program or the engine says to its user. */
export interface Message {
  readonly severity: "info" | "warning" | "error";
  readonly text: string;
}

/** The engine's end of the connection with a program. */
export interface Monitor {
  readonly address: string;
  /** In the order in which they came. */
  readonly messages: readonly Message[];
  readonly stop: () => void;
}

/** Features of the engine that change how the SDK talks to it; those named here are understood. */
const FEATURES: readonly string[] = ["secrets", "aliasSpecs", "deletedWith", "transforms"];

/** The function by which the SDK asks the engine for a resource that it has a reference of. */
const GET_RESOURCE = "pulumi:pulumi:getResource";

const SEVERITIES = {
  [LogSeverity.DEBUG]: undefined,
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
} as const;

/**
 * Listens on a free local port for one program.
 *
 * @param progress - Called with the number of resources so far.
 */
export async function startMonitor(
  recorder: Recorder,
  progress: (resources: number) => void = () => undefined,
): Promise<Monitor> {
  const messages: Message[] = [];
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  const registrar = newRegistrar(recorder, progress);
  server.addService(ResourceMonitorService, monitorService(recorder, registrar, messages));
  server.addService(EngineService, engineService(messages));
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
    messages,
    stop: () => {
      registrar.stop();
      server.forceShutdown();
    },
  };
}

function newRegistrar(recorder: Recorder, progress: (resources: number) => void): Registrar {
  let registered = 0;
  return new Registrar(recorder.components, {
    admitRemote: (request) => {
      recorder.admitRemote(request);
    },
    register: (request) => {
      const { urn, id, outputs } = recorder.register(request);
      progress(++registered);
      const response = new RegisterResourceResponse()
        .setUrn(urn)
        .setId(knownId(id))
        .setObject(toStruct(outputs));
      return Promise.resolve(response);
    },
    registerOutputs: (urn, outputs) => {
      recorder.registerOutputs(urn, outputs);
      return Promise.resolve();
    },
  });
}

function knownId(id: string | null): string {
  return id === null || id === UNKNOWN ? "" : id;
}

function monitorService(
  recorder: Recorder,
  registrar: Registrar,
  messages: Message[],
): grpc.UntypedServiceImplementation {
  /** The engine tells the user why it refuses a resource, and the program only that it is over. */
  const orTerminate =
    <Request, Response>(work: (request: Request) => Response | Promise<Response>) =>
    async (request: Request): Promise<Response> => {
      try {
        return await work(request);
      } catch (error) {
        messages.push({ severity: "error", text: (error as Error).message });
        throw new Terminating();
      }
    };

  return {
    supportsFeature: answer((request) =>
      new SupportsFeatureResponse().setHassupport(FEATURES.includes(request.getId())),
    ),
    registerResource: answer(orTerminate((request) => registrar.register(request))),
    registerResourceOutputs: answer(
      orTerminate((request) => {
        recorder.registerOutputs(request.getUrn(), fromStruct(request.getOutputs()));
        return new Empty();
      }),
    ),
    readResource: answer(
      orTerminate(async (request) => {
        const { urn, outputs } = await recorder.read(request);
        return new ReadResourceResponse().setUrn(urn).setProperties(toStruct(outputs));
      }),
    ),
    invoke: answer((request) => {
      const args = fromStruct(request.getArgs());
      const result =
        request.getTok() === GET_RESOURCE
          ? stateOf(recorder, String(args.urn))
          : recorder.invoke(request.getTok(), args, request.getProvider());
      return new InvokeResponse().setReturn(toStruct(result));
    }),
    signalAndWaitForShutdown: answer(() => new Empty()),
  } satisfies Partial<IResourceMonitorServer>;
}

function stateOf(recorder: Recorder, urn: string): Properties {
  const { id, outputs } = recorder.find(urn);
  return { urn, id: knownId(id), state: outputs };
}

function engineService(messages: Message[]): IEngineServer {
  let root = "";
  return {
    log: answer((request) => {
      const severity = SEVERITIES[request.getSeverity()];
      if (severity !== undefined) {
        messages.push({ severity, text: request.getMessage() });
      }
      return new Empty();
    }),
    getRootResource: answer(() => new GetRootResourceResponse().setUrn(root)),
    setRootResource: answer((request) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: answer(() => new Empty()),
    requirePulumiVersion: answer(() => new RequirePulumiVersionResponse()),
  };
}

class Terminating extends Error {
  readonly code = grpc.status.UNAVAILABLE;
}

function answer<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, respond) => {
    Promise.resolve(call.request)
      .then(work)
      .then(
        (response) => {
          respond(null, response);
        },
        (error: unknown) => {
          respond(error as Error);
        },
      );
  };
}
