import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { builtCliRoot, releasedVersion } from "../../../simulator/engine/cli-build";
import { findPulumiCli, type PulumiCli } from "../../../simulator/engine/cli";

const moduleFolder = resolve(__dirname, "../../../simulator/engine/cli");

describe("finding a Pulumi CLI", () => {
  let folder: string;
  let bin: string;
  let environment: NodeJS.ProcessEnv;
  let progress: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-cli-"));
    bin = join(folder, "path", "bin");
    // Nothing of this machine: only what a test puts on PATH can be run.
    environment = { PATH: bin, HOME: join(folder, "home"), XDG_CACHE_HOME: join(folder, "cache") };
    progress = [];
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("takes the CLI on PATH that has its own language host", async () => {
    await script("pulumi", "echo v3.300.1");
    await script("pulumi-language-nodejs", "exit 0");

    assert.deepEqual(await find(), { root: join(folder, "path"), version: "3.300.1", source: "PATH" });
  });

  it("refuses a CLI on PATH that has no language host", async () => {
    await script("pulumi", "echo v3.300.1");

    assert.match(await reasonsOfFailure(), /on PATH: .*bin\/pulumi has no pulumi-language-nodejs beside it/);
  });

  for (const version of ["3.225.1", "2.300.0", "4.300.0"]) {
    it(`refuses version ${version} on PATH`, async () => {
      await script("pulumi", `echo v${version}`);
      await script("pulumi-language-nodejs", "exit 0");

      assert.match(
        await reasonsOfFailure(),
        new RegExp(`bin/pulumi is version ${version}; 3\\.226\\.0 or a newer 3\\.x is needed`),
      );
    });
  }

  it("refuses a CLI on PATH outside of a bin folder", async () => {
    bin = join(folder, "pulumi");
    environment.PATH = bin;
    await script("pulumi", "echo v3.300.1");
    await script("pulumi-language-nodejs", "exit 0");

    assert.match(await reasonsOfFailure(), /pulumi\/pulumi is not in a folder named bin/);
  });

  it("takes what the npm package has downloaded, to PULUMI_HOME if that is set", async () => {
    environment.PULUMI_HOME = join(folder, "pulumi-home");
    const root = join(environment.PULUMI_HOME, "versions", await releasedVersion());
    await script("pulumi", "echo v3.259.0", join(root, "bin"));

    assert.deepEqual(await find(), { root, version: "3.259.0", source: "npm" });
    assert.deepEqual(progress, []);
  });

  it("lets the npm package download the proven version", async () => {
    const version = await releasedVersion();
    const root = join(folder, "home", ".pulumi", "versions", version);
    await script(
      "npx",
      `test "$*" = "--yes pulumi@${version} version" || exit 1
       /bin/mkdir -p ${root}/bin
       printf '#!/bin/sh\\necho v${version}\\n' > ${root}/bin/pulumi
       /bin/chmod +x ${root}/bin/pulumi`,
    );

    assert.deepEqual(await find(), { root, version, source: "npm" });
    assert.deepEqual(progress, [`downloading the Pulumi CLI ${version}`]);
  });

  it("builds from the Go module when the download is refused, and only once", async () => {
    await script("npx", "echo 'pulumi: fetch failed' >&2; exit 1");
    await goThatBuilds();
    const root = await builtCliRoot(environment);

    assert.deepEqual(await find(), { root, version: "3.259.0", source: "built" });
    assert.deepEqual(await find(), { root, version: "3.259.0", source: "built" });

    const runs = (await readFile(join(folder, "go-runs"), "utf8")).trim().split("\n");
    assert.deepEqual(runs, [
      [
        `${moduleFolder} -mod=readonly local 0 install -trimpath -tags osusergo,grpcnotrace -ldflags`,
        "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0 tool",
      ].join(" "),
    ]);
    assert.deepEqual(progress, [
      "downloading the Pulumi CLI 3.259.0",
      "building the Pulumi CLI 3.259.0 from its Go modules, once, 4 to 8 minutes: 0 s",
    ]);
  });

  it("lets builds at the same time end with one CLI and nothing left over", async () => {
    await goThatBuilds();
    const root = await builtCliRoot(environment);

    const found = await Promise.all([find(), find(), find()]);

    assert.deepEqual(found, Array(3).fill({ root, version: "3.259.0", source: "built" }));
    assert.deepEqual(await readdir(join(root, "..")), [root.split("/").at(-1)]);
  });

  it("leaves nothing behind when the build fails", async () => {
    await script("go", "echo 'go: go.mod requires go >= 1.25.11 (running go 1.24.0)' >&2; exit 1");

    await assert.rejects(find(), /built from its Go modules: go: go\.mod requires go >= 1\.25\.11/);
    assert.deepEqual(await readdir(join(folder, "cache", "mlops-landing-zone")), []);
  });

  it("fails with the reason of every way", async () => {
    await script(
      "npx",
      "echo 'npm error FetchError: request failed, reason: x' >&2; echo 'npm error A complete log' >&2; exit 1",
    );
    const downloaded = join(folder, "home", ".pulumi", "versions", "3.259.0");

    assert.equal(
      await reasonsOfFailure(),
      [
        "no Pulumi CLI could be found or made:",
        "- on PATH: there is no pulumi",
        `- from an earlier run: neither ${downloaded} nor ${await builtCliRoot(environment)} has one`,
        "- through the npm package pulumi@3.259.0: npm error FetchError: request failed, reason: x",
        "- built from its Go modules: there is no go",
        "install the Pulumi CLI, or let this machine reach get.pulumi.com, or install Go",
      ].join("\n"),
    );
  });

  it("keeps a built CLI by the content of go.mod and go.sum", async () => {
    const content = await Promise.all(["go.mod", "go.sum"].map((file) => readFile(join(moduleFolder, file))));
    const hash = createHash("sha256").update(Buffer.concat(content)).digest("hex").slice(0, 12);

    assert.equal(
      await builtCliRoot({ XDG_CACHE_HOME: "/caches" }),
      `/caches/mlops-landing-zone/pulumi-${hash}`,
    );
    assert.equal(
      await builtCliRoot({ XDG_CACHE_HOME: "", HOME: "/home/someone" }),
      `/home/someone/.cache/mlops-landing-zone/pulumi-${hash}`,
    );
  });

  async function find(): Promise<PulumiCli> {
    return findPulumiCli((message) => progress.push(message), environment);
  }

  async function reasonsOfFailure(): Promise<string> {
    return find().then(
      (cli) => assert.fail(`found ${JSON.stringify(cli)}`),
      (error: unknown) => (error as Error).message,
    );
  }

  /** A stand-in for a command, on PATH unless told otherwise. */
  async function script(name: string, body: string, where = bin): Promise<void> {
    await mkdir(where, { recursive: true });
    await writeFile(join(where, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(where, name), 0o755);
  }

  /** Writes a CLI to GOBIN and notes how it was called. */
  async function goThatBuilds(): Promise<void> {
    await script(
      "go",
      `echo "$PWD $GOFLAGS $GOTOOLCHAIN $CGO_ENABLED $*" >> ${folder}/go-runs
       /bin/mkdir -p "$GOBIN"
       printf '#!/bin/sh\\necho v3.259.0\\n' > "$GOBIN/pulumi"
       /bin/chmod +x "$GOBIN/pulumi"`,
    );
  }
});
