import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { bundledFunction } from "../support/bundled-function";

const ROOT = resolve(__dirname, "..", "..");

const bundle = async (): Promise<string> => readFileSync(await bundledFunction("start-model-deploy"), "utf8");

const ENVIRONMENT = {
  AWS_REGION: "eu-west-1",
  AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso-ml",
  AZURE_DEVOPS_PROJECT: "fraud-ml",
  AZURE_DEVOPS_PIPELINE_ID: "42",
  ENTRA_TENANT_ID: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  ENTRA_CLIENT_ID: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
  CLAIMS_TABLE: "claims",
  QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/200000000002/approvals",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/200000000002/approvals-dead-letters",
  MAX_RECEIVES: "5",
};

describe("functionCode", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "function-code-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  /** Loads the bundle as Lambda does, away from this project's modules. */
  async function load(environment: Readonly<Record<string, string>>) {
    writeFileSync(join(directory, "index.js"), await bundle());
    const script = "const { handler } = require('./index.js'); console.log(typeof handler, handler.length)";
    return spawnSync(process.execPath, ["--no-warnings", "--eval", script], {
      cwd: directory,
      env: { ...environment },
      encoding: "utf8",
    });
  }

  it("gives the same bundle in another process, started in another folder", async () => {
    const script = `
      const { functionCode } = require(${JSON.stringify(join(ROOT, "assets", "function-code"))});
      const { assets } = functionCode("start-model-deploy");
      Promise.resolve(assets)
        .then((all) => all["index.js"].path)
        .then((path) => process.stdout.write(require("node:fs").readFileSync(path)));`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", pathToFileURL(require.resolve("tsx")).href, "--eval", script],
      { cwd: directory, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    assert.equal(stderr, "");
    assert.ok((await bundle()) === stdout, "the two bundles differ");
  });

  it("holds no path of the machine", async () => {
    const text = await bundle();
    for (const path of [ROOT, homedir(), tmpdir(), "node_modules/"]) {
      assert.ok(!text.includes(path), `the bundle contains ${path}`);
    }
  });

  it("loads in node by itself and exports a handler of an event and a context", async () => {
    const { stdout, stderr, status } = await load(ENVIRONMENT);
    assert.deepEqual({ stdout, stderr, status }, { stdout: "function 2\n", stderr: "", status: 0 });
  });

  it("refuses to start without its environment, naming what is missing", async () => {
    const { stderr, status } = await load({ AWS_REGION: "eu-west-1" });
    assert.equal(status, 1);
    for (const name of Object.keys(ENVIRONMENT).filter((key) => key !== "AWS_REGION")) {
      assert.ok(stderr.includes(`${name} must be set`), name);
    }
  });
});
