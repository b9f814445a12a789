import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

describe("handler, bundled for Lambda", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "start-model-deploy-"));
    buildSync({
      entryPoints: [resolve(__dirname, "../../../functions/start-model-deploy/handler.ts")],
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
      AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso",
      AZURE_DEVOPS_PROJECT: "churn",
      AZURE_DEVOPS_PIPELINE_ID: "42",
      ENTRA_TENANT_ID: "11111111-1111-4111-8111-111111111111",
      ENTRA_CLIENT_ID: "22222222-2222-4222-8222-222222222222",
      CLAIMS_TABLE: "claims",
      QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/approvals",
      DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/approvals-dead-letters",
      MAX_RECEIVES: "5",
    };
    assert.deepEqual(load(environment), { status: 0, output: "function" });
  });

  it("fails at once, and names the variables, when its environment is not set", () => {
    const { status, output } = load({});
    assert.equal(status, 1);
    assert.match(
      output,
      /Error: the function's environment variables are wrong: AZURE_DEVOPS_ORG_URL must be set/,
    );
  });
});
