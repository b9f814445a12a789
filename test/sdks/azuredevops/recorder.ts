import { mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";

/** What the SDK sent to the engine for one resource or one function call. */
export interface Request {
  readonly type: string;
  readonly name: string;
  /** Only for a resource that is read. */
  readonly id: string | undefined;
  /** Plugin version asked for. */
  readonly version: string;
  /** Inputs as sent, secrets unwrapped. */
  readonly inputs: Record<string, unknown>;
  /** Names of the inputs that were sent as secrets. */
  readonly secretInputs: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
}

type Values = Record<string, unknown>;

/** Runs resources without an engine and keeps what they send. */
export class Recorder {
  readonly requests: Request[] = [];

  /** Outputs that the provider answers with, on top of the inputs. */
  outputs: Values = {};

  /** @param answer what a function call returns. */
  static async start(answer: Values = {}): Promise<Recorder> {
    const recorder = new Recorder();
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs, id }) => ({
        id: id !== undefined && id !== "" ? id : `${name}-id`,
        state: { ...(inputs as Values), ...recorder.outputs },
      }),
      call: () => answer,
    });
    recorder.listen();
    return recorder;
  }

  /** What the only resource or call sent. */
  get only(): Request {
    const [request, ...others] = this.requests;
    if (request === undefined || others.length > 0) {
      throw new Error(`expected one request, got ${this.requests.map(({ name }) => name).join(", ")}`);
    }
    return request;
  }

  private listen(): void {
    const monitor = pulumi.runtime.getMonitor();
    if (monitor === undefined) throw new Error("the mocks have no resource monitor");
    const register = monitor.registerResource.bind(monitor);
    mock.method(monitor, "registerResource", (...args: Parameters<typeof register>) => {
      const [request] = args;
      this.keep(request.getObject()?.toJavaScript(), {
        type: request.getType(),
        name: request.getName(),
        id: undefined,
        version: request.getVersion(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: request.getAliasesList().map((alias) => alias.getSpec()?.getType() ?? ""),
      });
      return register(...args);
    });
    const read = monitor.readResource.bind(monitor);
    mock.method(monitor, "readResource", (...args: Parameters<typeof read>) => {
      const [request] = args;
      this.keep(request.getProperties()?.toJavaScript(), {
        type: request.getType(),
        name: request.getName(),
        id: request.getId(),
        version: request.getVersion(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: [],
      });
      return read(...args);
    });
    const invoke = monitor.invoke.bind(monitor);
    mock.method(monitor, "invoke", (...args: Parameters<typeof invoke>) => {
      const [request] = args;
      this.keep(request.getArgs()?.toJavaScript(), {
        type: request.getTok(),
        name: request.getTok(),
        id: undefined,
        version: request.getVersion(),
        additionalSecretOutputs: [],
        aliases: [],
      });
      return invoke(...args);
    });
  }

  private keep(sent: Values | undefined, request: Omit<Request, "inputs" | "secretInputs">): void {
    const entries = Object.entries(sent ?? {});
    this.requests.push({
      ...request,
      inputs: Object.fromEntries(
        entries.map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value) as unknown]),
      ),
      secretInputs: entries.filter(([, value]) => pulumi.runtime.isRpcSecret(value)).map(([key]) => key),
    });
  }
}

/** Resolved value of an output. */
export function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((done) => {
    output.apply(done);
  });
}
