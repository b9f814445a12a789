import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { buildSync } from "esbuild";

describe("rotate-snowflake-key, bundled for Lambda", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "rotate-snowflake-key-"));
    buildSync({
      entryPoints: [resolve(__dirname, "../../../functions/rotate-snowflake-key/handler.ts")],
      outfile: join(folder, "index.js"),
      bundle: true,
      platform: "node",
      target: "node22",
      format: "cjs",
      mainFields: ["module", "main"],
    });
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
    const environment = {
      SNOWFLAKE_ACCOUNT: "contoso-analytics",
      SNOWFLAKE_USER: "MLOPS_FRAUD",
      SNOWFLAKE_ROLE: "FRAUD_READER",
    };
    assert.deepEqual(load(environment), { status: 0, output: "function" });
  });

  it("fails at once, and names the variables, when its environment is not set", () => {
    const { status, output } = load({});
    assert.equal(status, 1);
    assert.match(output, /Error: the function's environment variables are wrong: SNOWFLAKE_ACCOUNT must be/);
  });
});
