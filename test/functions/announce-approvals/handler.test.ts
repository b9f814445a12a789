import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpackFunction } from "../../support/bundled-function";
import { ENVIRONMENT } from "./support";

describe("handler of announce-approvals, bundled for Lambda", () => {
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "announce-approvals-"));
    await unpackFunction("announce-approvals", folder);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Loads the bundle as Lambda does, in a folder without node_modules. */
  const load = (environment: Readonly<Record<string, string>>): { status: number | null; output: string } => {
    const script = 'process.stdout.write(typeof require("./index.js").handler)';
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "-e", script], {
      cwd: folder,
      env: { AWS_REGION: "eu-west-1", ...environment },
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  };

  it("exports the handler, with nothing else to install", () => {
    assert.deepEqual(load(ENVIRONMENT), { status: 0, output: "function" });
  });

  it("fails at once where its environment is not set", () => {
    const { status, output } = load({});
    assert.equal(status, 1);
    assert.match(output, /environment variables are wrong: TEAM must be set/);
  });
});
