/**
 * A stand-in for `pulumi-language-nodejs`, the part of the Pulumi CLI that runs Node programs.
 *
 * The CLI comes with its own. Only a CLI that was built from its Go modules (see cli.ts) has none, because the
 * vendor's language host has no released module. This one answers what `pulumi preview`, `up`, `refresh` and
 * `destroy` of a Node program with policy packs ask; anything else is refused as unimplemented.
 * It differs from the vendor's in three things: it names no plugins to download, since the engine here finds every
 * plugin in its home; it does not tell a policy pack the stack's name and configuration; and a program cannot call
 * a provider function synchronously (`invokeSync`).
 *
 * Protocol: the engine starts it with its own address as the last argument, reads a port from the first line
 * of standard output, and calls `pulumirpc.LanguageRuntime` there.
 */
import { type ChildProcess, spawn } from "node:child_process";

import * as grpc from "@grpc/grpc-js";
import { type ILanguageRuntimeServer, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  GetRequiredPackagesResponse,
  type RunPluginRequest,
  RunPluginResponse,
  type RunRequest,
  RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";

import { type NodeCommand, pluginCommand, programCommand } from "./node-command";

/** How the SDK's runner exits when it has shown the error itself and the engine should stop without another. */
const alreadyReported = 32;

/** A language host that listens. */
export interface LanguageHost {
  readonly port: number;
  /** Ends the server and every process that it started. */
  readonly stop: () => void;
}

/** Starts a language host on a free local port; the programs that it runs talk to the engine at `engineAddress`. */
export async function startLanguageHost(engineAddress: string): Promise<LanguageHost> {
  const processes = new NodeProcesses();
  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    getPluginInfo: (_call, respond) => {
      respond(null, new PluginInfo());
    },
    about: (_call, respond) => {
      respond(null, new AboutResponse().setExecutable(process.execPath).setVersion(process.version));
    },
    getRequiredPackages: (_call, respond) => {
      respond(null, new GetRequiredPackagesResponse());
    },
    run: (call, respond) => {
      void runProgram(call, engineAddress, processes)
        .catch((error: unknown) => new RunResponse().setError((error as Error).message))
        .then((response) => {
          respond(null, response);
        });
    },
    runPlugin: (call) => {
      try {
        streamPlugin(call, processes);
      } catch (error) {
        call.emit("error", error);
      }
    },
    cancel: (_call, respond) => {
      processes.interrupt();
      respond(null, LanguageRuntimeService.cancel.responseDeserialize(Buffer.alloc(0)));
    },
  } satisfies Partial<ILanguageRuntimeServer>);

  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  const stop = (): void => {
    processes.interrupt();
    server.forceShutdown();
  };
  return { port, stop };
}

/** The processes that the engine has asked for and that still run. */
class NodeProcesses {
  private readonly running = new Set<ChildProcess>();

  public start(command: NodeCommand, output: "inherit" | "pipe"): ChildProcess {
    const { cwd, env } = command;
    const child = spawn(process.execPath, command.args, { cwd, env, stdio: ["ignore", output, output] });
    this.running.add(child);
    child.once("close", () => this.running.delete(child));
    return child;
  }

  public interrupt(): void {
    this.running.forEach((child) => child.kill("SIGINT"));
  }
}

/** Runs a program to its end. What it prints goes where this process prints, which is where the engine reads. */
async function runProgram(
  call: grpc.ServerUnaryCall<RunRequest, RunResponse>,
  engineAddress: string,
  processes: NodeProcesses,
): Promise<RunResponse> {
  const child = processes.start(programCommand(call.request, engineAddress), "inherit");
  call.once("cancelled", () => child.kill("SIGINT"));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (...outcome) => {
      resolve(outcome);
    });
  });
  switch (code) {
    case 0:
      return new RunResponse();
    case alreadyReported:
      return new RunResponse().setBail(true);
    case null:
      return new RunResponse().setError(`the program was ended by ${signal ?? "a signal"}`);
    default:
      return new RunResponse().setError(`the program ended with exit code ${code}`);
  }
}

/** Runs a plugin until it ends or the engine no longer wants it. The engine reads the plugin's port from the stream. */
function streamPlugin(
  call: grpc.ServerWritableStream<RunPluginRequest, RunPluginResponse>,
  processes: NodeProcesses,
): void {
  const child = processes.start(pluginCommand(call.request), "pipe");
  call.once("cancelled", () => child.kill());
  child.stdout?.on("data", (chunk: Buffer) => call.write(new RunPluginResponse().setStdout(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => call.write(new RunPluginResponse().setStderr(chunk)));
  child.once("error", (error) => call.emit("error", error));
  child.once("close", (code) => {
    call.write(new RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
}

async function main(): Promise<void> {
  const host = await startLanguageHost(process.argv.at(-1) ?? "");
  console.log(host.port);
  const leave = (): void => {
    host.stop();
    process.exit();
  };
  // The engine holds the other end of standard input: if it is killed, nothing it had started stays behind.
  process.stdin.once("end", leave).resume();
  process.once("SIGINT", leave).once("SIGTERM", leave);
}

if (require.main === module) {
  void main();
}
