import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { version as sdkVersion } from "@pulumi/pulumi/version";

import { installPlugin, languageHost } from "../../../simulator/engine/plugins";

describe("a plugin that is a TypeScript file", () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "pulumi home's "));
  });

  afterEach(async () => {
    await rm(home, { recursive: true });
  });

  it("is found by name and exact version, and gets the engine's arguments unchanged", async () => {
    const program = join(home, "provider.ts");
    await writeFile(
      program,
      "const args: string[] = process.argv.slice(2); console.log(JSON.stringify(args));",
    );

    await installPlugin(home, { kind: "resource", name: "aws", version: "7.48.0", program });

    assert.deepEqual(await readdir(join(home, "plugins")), ["resource-aws-v7.48.0"]);
    const launcher = join(home, "plugins", "resource-aws-v7.48.0", "pulumi-resource-aws");
    const { stdout } = await promisify(execFile)(launcher, ["-v=9", "a b", "127.0.0.1:1"]);
    assert.deepEqual(JSON.parse(stdout), ["-v=9", "a b", "127.0.0.1:1"]);
  });

  it("replaces what an earlier run has installed", async () => {
    await writeFile(join(home, "first.ts"), "console.log(1);");
    await writeFile(join(home, "second.ts"), "console.log(2);");
    const plugin = { kind: "resource", name: "aws", version: "7.48.0" } as const;

    await installPlugin(home, { ...plugin, program: join(home, "first.ts") });
    await installPlugin(home, { ...plugin, program: join(home, "second.ts") });

    const launcher = join(home, "plugins", "resource-aws-v7.48.0", "pulumi-resource-aws");
    assert.equal((await promisify(execFile)(launcher)).stdout, "2\n");
  });

  it("runs the language host, which prints its port and ends with the engine", async () => {
    await installPlugin(home, languageHost);
    const folder = join(home, "plugins", `language-nodejs-v${sdkVersion}`);
    const host = spawn(join(folder, "pulumi-language-nodejs"), ["127.0.0.1:1"], { stdio: "pipe" });

    const [firstLine] = (await once(createInterface(host.stdout), "line")) as [string];
    assert.match(firstLine, /^\d+$/);

    host.stdin.end();
    assert.deepEqual(await once(host, "close"), [0, null]);
  });
});
