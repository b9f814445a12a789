import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { version } from "./package.json";
import { Extensions } from "./extensions";
import { RepositorySeeds } from "./repository-seeds";
import type { ResourceKind } from "./session";
import { Session } from "./session";

/** Serves the plugin to the engine, which reads the port from the first line. */
export function serve(load: ConstructorParameters<typeof Session>[1]): void {
  const server = new Server();
  server.addService(ResourceProviderService, serviceOf(new Session(process.env, load)));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      throw error;
    }
    process.stdout.write(`${port}\n`);
  });
}

/**
 * What the engine asks. Anything that is not here answers "unimplemented", as it may. Since the plugin does not say that it
 * takes secrets, the engine gives it the plain values of resources.
 */
function serviceOf(session: Session): UntypedServiceImplementation {
  const kinds: Readonly<Record<string, ResourceKind>> = {
    RepositorySeed: new RepositorySeeds(session),
    Extension: new Extensions(session),
  };
  const kindOf = (urn: string): ResourceKind => {
    const [, , types = ""] = urn.split("::");
    const kind = kinds[types.split(":").at(-1) ?? ""];
    if (kind === undefined) {
      throw new Error(`${urn}: this plugin makes ${Object.keys(kinds).join(" and ")} only`);
    }
    return kind;
  };
  return {
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    checkConfig: answer((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    configure: answer((request: messages.ConfigureRequest) => {
      session.configure(plain(request.getArgs()));
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
    check: answer((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diff: answer((request: messages.DiffRequest) =>
      replaces(kindOf(request.getUrn()).replaces(plain(request.getOldInputs()), plain(request.getNews()))),
    ),
    create: answer(async (request: messages.CreateRequest) => {
      const inputs = plain(request.getProperties());
      if (request.getPreview()) {
        return new messages.CreateResponse().setProperties(Struct.fromJavaScript(inputs));
      }
      const { id, outputs } = await kindOf(request.getUrn()).create(inputs);
      return new messages.CreateResponse().setId(id).setProperties(Struct.fromJavaScript(outputs));
    }),
    // The state does not follow what a team does with its repository, or Azure DevOps with an extension.
    read: answer((request: messages.ReadRequest) =>
      new messages.ReadResponse()
        .setId(request.getId())
        .setProperties(request.getProperties())
        .setInputs(request.getInputs()),
    ),
    delete: answer(() => new Empty()),
    cancel: answer(() => new Empty()),
  };
}

function replaces(keys: readonly string[]): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse()
    .setChanges(keys.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList([...keys])
    .setReplacesList([...keys]);
}

type Values = Parameters<typeof Struct.fromJavaScript>[0];

/** How the engine marks a value as secret: the provider's configuration comes with the marks. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

function plain(struct: Struct | undefined): Values {
  const values = Object.entries(struct?.toJavaScript() ?? {}).map(([key, value]) => [key, unmarked(value)]);
  return Object.fromEntries(values) as Values;
}

function unmarked(value: Values[string]): Values[string] {
  const { [SIGNATURE]: mark, value: marked } = Object(value) as Record<string, Values[string]>;
  return mark === SECRET && marked !== undefined ? marked : value;
}

function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => handle(call.request))
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
