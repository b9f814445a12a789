import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";

import { Empty } from "../../rehearsal/protobuf";
import { fromStruct, toStruct } from "../../rehearsal/values";
import { constructIn } from "./construct";
import { SimulatedProvider } from "./simulated-provider";

/**
 * Serves a provider plugin for the real engine, with the simulated clouds behind it. The engine starts one process for each
 * provider of the program.
 *
 * @param version - Version of the package, without a leading `v`: the engine warns of any other.
 */
export function serveProvider(version: string): void {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, serviceOf(new SimulatedProvider(), version));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      throw error;
    }
    // The engine reads the port from the first line.
    process.stdout.write(`${port}\n`);
  });
}

/** What the engine asks, and the answer's message. Anything that is not here answers "unimplemented", as it may. */
function serviceOf(provider: SimulatedProvider, version: string): UntypedServiceImplementation {
  return {
    handshake: answer(() => new messages.ProviderHandshakeResponse().setAcceptSecrets(true)),
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    checkConfig: answer((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answer((request: messages.DiffRequest) =>
      changes(provider.changes("", fromStruct(request.getOldInputs()), fromStruct(request.getNews()))),
    ),
    configure: answer((request: messages.ConfigureRequest) => {
      provider.configure(fromStruct(request.getArgs()));
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    check: answer((request: messages.CheckRequest) => {
      const inputs = provider.check(
        request.getUrn(),
        request.hasOlds() ? fromStruct(request.getOlds()) : {},
        fromStruct(request.getNews()),
        Buffer.from(request.getRandomseed_asU8()).toString("hex"),
      );
      return new messages.CheckResponse().setInputs(toStruct(inputs));
    }),
    diff: answer((request: messages.DiffRequest) =>
      changes(
        provider.changes(
          request.getUrn(),
          fromStruct(request.getOldInputs()),
          fromStruct(request.getNews()),
          request.getIgnorechangesList(),
        ),
      ),
    ),
    create: answer((request: messages.CreateRequest) => {
      const { id, outputs } = provider.create(
        request.getUrn(),
        fromStruct(request.getProperties()),
        request.getPreview(),
      );
      return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    update: answer((request: messages.UpdateRequest) => {
      const { outputs } = provider.update(
        request.getUrn(),
        fromStruct(request.getOldInputs()),
        fromStruct(request.getNews()),
        request.getPreview(),
      );
      return new messages.UpdateResponse().setProperties(toStruct(outputs));
    }),
    read: answer((request: messages.ReadRequest) => {
      const { state, inputs } = provider.read(
        request.getUrn(),
        fromStruct(request.getProperties()),
        fromStruct(request.getInputs()),
      );
      return new messages.ReadResponse()
        .setId(request.getId())
        .setProperties(toStruct(state))
        .setInputs(toStruct(inputs));
    }),
    delete: answer(() => new Empty()),
    invoke: answer((request: messages.InvokeRequest) =>
      new messages.InvokeResponse().setReturn(
        toStruct(provider.invoke(request.getTok(), fromStruct(request.getArgs()))),
      ),
    ),
    construct: answer(constructIn),
    cancel: answer(() => new Empty()),
  };
}

function changes(found: {
  readonly changed: readonly string[];
  readonly replacing: readonly string[];
}): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse()
    .setChanges(found.changed.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList([...found.changed])
    .setReplacesList([...found.replacing]);
}

function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    Promise.resolve(call.request)
      .then(handle)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({ code: status.UNKNOWN, details: (error as Error).message });
        },
      );
  };
}
