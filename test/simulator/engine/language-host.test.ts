import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  GetRequiredPackagesRequest,
  type GetRequiredPackagesResponse,
  InstallDependenciesRequest,
  RunPluginRequest,
  type RunPluginResponse,
  RunRequest,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

import { type LanguageHost, startLanguageHost } from "../../../simulator/engine/language-host";
import { empty, isRunning, programInfo, startStubEngine, type StubEngine, until } from "./stub-engine";

describe("the language host of a built CLI", () => {
  let folder: string;
  let engine: StubEngine;
  let host: LanguageHost;
  let client: LanguageRuntimeClient;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "language host ")));
    await symlink(resolve(__dirname, "../../../node_modules"), join(folder, "node_modules"));
    engine = await startStubEngine();
    host = await startLanguageHost(engine.address);
    client = new LanguageRuntimeClient(`127.0.0.1:${host.port}`, grpc.credentials.createInsecure());
  });

  afterEach(async () => {
    client.close();
    host.stop();
    engine.stop();
    await rm(folder, { recursive: true });
  });

  it("asks for no plugin to be downloaded", async () => {
    const call = promisify<GetRequiredPackagesRequest, GetRequiredPackagesResponse>(
      client.getRequiredPackages.bind(client),
    );

    assert.deepEqual((await call(new GetRequiredPackagesRequest())).toObject(), {
      packagesList: [],
      specsList: [],
    });
  });

  it("refuses what update commands do not ask", async () => {
    const call = client.installDependencies(new InstallDependenciesRequest());

    await assert.rejects(
      async () => {
        for await (const message of call) {
          assert.fail(String(message));
        }
      },
      { code: grpc.status.UNIMPLEMENTED },
    );
  });

  describe("running a program", () => {
    it("gives it the stack, the configuration, its arguments and its runtime options", async () => {
      await program(`
        const pulumi = require("@pulumi/pulumi");
        const config = new pulumi.Config();
        module.exports = {
          stack: [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun()],
          size: config.requireNumber("size"),
          password: config.requireSecret("password"),
          secretKeys: JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS),
          args: process.argv.slice(2),
          nodeArgs: process.execArgv,
          folder: process.cwd(),
          typescript: process.env.PULUMI_NODEJS_TYPESCRIPT ?? "off",
        };`);

      assert.deepEqual((await run()).toObject(), { error: "", bail: false });
      assert.deepEqual(engine.stackOutputs(), {
        stack: ["organization", "demo", "dev", true],
        size: 3,
        password: {
          "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
          value: "hunter2",
        },
        secretKeys: ["demo:password"],
        args: ["--flag", "a b"],
        nodeArgs: ["--no-warnings", "--stack-trace-limit=5"],
        folder,
        typescript: "off",
      });
    });

    it("lets the vendor's loader of TypeScript run unless the project turns that off", async () => {
      await program("module.exports = { typescript: process.env.PULUMI_NODEJS_TYPESCRIPT };");

      assert.deepEqual((await run({ nodeargs: "" })).toObject(), { error: "", bail: false });
      assert.deepEqual(engine.stackOutputs(), { typescript: "true" });
    });

    it("reports an exit code as an error", async () => {
      await program("process.exit(3);");

      assert.deepEqual((await run()).toObject(), {
        error: "the program ended with exit code 3",
        bail: false,
      });
    });

    it("reports a program that was killed as an error", async () => {
      await program("process.kill(process.pid, 'SIGKILL');");

      assert.deepEqual((await run()).toObject(), { error: "the program was ended by SIGKILL", bail: false });
    });

    it("only stops when the program has shown its error itself", async () => {
      await program(`throw new (require("@pulumi/pulumi").RunError)("the budget is missing");`);

      assert.deepEqual((await run()).toObject(), { error: "", bail: true });
      assert.deepEqual(engine.errors(), ["the budget is missing"]);
    });

    it("fails when the program's folder has no SDK", async () => {
      await program("");
      await rm(join(folder, "node_modules"));

      assert.deepEqual((await run()).toObject(), {
        error: `@pulumi/pulumi is not installed in ${folder}: run npm ci there`,
        bail: false,
      });
    });

    for (const [options, problem] of [
      [{ typescript: "no" }, "typescript in Pulumi.yaml must be true or false"],
      [{ nodeargs: "--import 'a b'" }, "nodeargs in Pulumi.yaml must be words without quotes or backslashes"],
      [{ nodeargs: ["--import"] }, "nodeargs in Pulumi.yaml must be words without quotes or backslashes"],
    ] as const) {
      it(`fails when the runtime options are ${JSON.stringify(options)}`, async () => {
        await program("");

        assert.deepEqual((await run(options)).toObject(), {
          error: `runtime option ${problem}`,
          bail: false,
        });
      });
    }

    it("ends the program when the engine cancels", async () => {
      await program("require('fs').writeFileSync('started', ''); setInterval(() => undefined, 1000);");
      const running = run();
      await until(() => existsSync(join(folder, "started")));

      await new Promise((done) => client.cancel(empty(), done));

      assert.deepEqual((await running).toObject(), { error: "the program was ended by SIGINT", bail: false });
    });

    async function program(source: string): Promise<void> {
      await writeFile(join(folder, "package.json"), "{}");
      await writeFile(join(folder, "index.js"), source);
    }

    async function run(
      options: Record<string, JavaScriptValue> = {
        typescript: false,
        nodeargs: "--no-warnings  --stack-trace-limit=5",
      },
    ): Promise<RunResponse> {
      const request = new RunRequest()
        .setOrganization("organization")
        .setProject("demo")
        .setStack("dev")
        .setDryrun(true)
        .setParallel(4)
        .setMonitorAddress(engine.address)
        .setArgsList(["--flag", "a b"])
        .setConfigsecretkeysList(["demo:password"])
        .setInfo(programInfo(folder, "index.js", options));
      request.getConfigMap().set("demo:size", "3").set("demo:password", "hunter2");
      return promisify<RunRequest, RunResponse>(client.run.bind(client))(request);
    }
  });

  describe("running a plugin", () => {
    it("runs a policy pack in its folder and streams the port that it prints", async () => {
      await plugin(
        "pack",
        "console.log(4711); console.log(JSON.stringify([process.cwd(), process.env.TOKEN]));",
      );

      const { stdout, code } = await output(request("analyzer", "pack"));

      assert.deepEqual(stdout.split("\n"), ["4711", JSON.stringify([join(folder, "pack"), "a=b"]), ""]);
      assert.equal(code, 0);
    });

    it("runs a provider in the engine's folder with its own folder first", async () => {
      await plugin("provider", "console.log(JSON.stringify([process.cwd(), process.argv.slice(2)]));");

      const { stdout, code } = await output(request("resource", "provider"));

      assert.deepEqual(JSON.parse(stdout), [folder, ["127.0.0.1:1"]]);
      assert.equal(code, 0);
    });

    it("streams what a plugin says before it fails, and its exit code", async () => {
      await plugin("pack", "console.error('no policies'); process.exit(7);");

      assert.deepEqual(await output(request("analyzer", "pack")), {
        stdout: "",
        stderr: "no policies\n",
        code: 7,
      });
    });

    it("fails when the plugin's folder has no SDK", async () => {
      await rm(join(folder, "node_modules"));
      await plugin("pack", "");

      await assert.rejects(output(request("analyzer", "pack")), {
        details: `@pulumi/pulumi is not installed in ${join(folder, "pack")}: run npm ci there`,
      });
    });

    it("ends a plugin that the engine no longer wants", async () => {
      await plugin("pack", "console.log(process.pid); setInterval(() => undefined, 1000);");
      const call = client.runPlugin(request("analyzer", "pack"));
      call.on("error", () => undefined);
      const pid = await new Promise<number>((found) => {
        call.once("data", (message: RunPluginResponse) => {
          found(Number(Buffer.from(message.getStdout_asU8()).toString()));
        });
      });

      call.cancel();

      await until(() => !isRunning(pid));
    });

    async function plugin(name: string, source: string): Promise<void> {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "package.json"), `{ "main": "index.js" }`);
      await writeFile(join(folder, name, "index.js"), source);
    }

    function request(kind: string, name: string): RunPluginRequest {
      return new RunPluginRequest()
        .setKind(kind)
        .setPwd(folder)
        .setArgsList(["127.0.0.1:1"])
        .setEnvList([`PATH=${process.env.PATH ?? ""}`, "TOKEN=a=b"])
        .setInfo(programInfo(join(folder, name), ".", {}));
    }

    async function output(
      plugin: RunPluginRequest,
    ): Promise<{ stdout: string; stderr: string; code: number | undefined }> {
      const result = { stdout: "", stderr: "", code: undefined as number | undefined };
      for await (const message of client.runPlugin(plugin) as AsyncIterable<RunPluginResponse>) {
        result.stdout += Buffer.from(message.getStdout_asU8()).toString();
        result.stderr += Buffer.from(message.getStderr_asU8()).toString();
        if (message.hasExitcode()) {
          result.code = message.getExitcode();
        }
      }
      return result;
    }
  });
});
