import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { FunctionName } from "../../assets/function-code";
import { unpackFunction } from "../support/bundled-function";
import { ENVIRONMENT as ANNOUNCE_APPROVALS } from "./announce-approvals/support";
import { ENVIRONMENT as FIND_IDLE_ENDPOINTS } from "./find-idle-endpoints/support";
import { SUBMIT_INFERENCE } from "./inference-api/support";
import { ENVIRONMENT as GUARD_RETRAINING } from "./guard-retraining/environment";
import { ENVIRONMENT as START_BATCH_TRANSFORM } from "./start-batch-transform/support";
import { ENVIRONMENT as START_MODEL_DEPLOY } from "./start-model-deploy/support";

const SEARCH = { OPENSEARCH_URL: "https://vpc-logs.eu-west-1.es.amazonaws.com" };

/** Each function with an environment as the landing zone gives it; the first variable has no default. */
const ENVIRONMENTS = {
  "announce-approvals": ANNOUNCE_APPROVALS,
  "authorize-inference": {
    ISSUER: "https://login.example.com/",
    AUDIENCE: "models",
    JWKS_URI: "https://login.example.com/keys",
    SCOPES: "",
  },
  "capture-asynchronous": {
    CAPTURE_BUCKET: "capture",
    INFERENCE_BUCKET: "inference",
    ENDPOINT_PREFIX: "mlops-fraud-production-",
    MODELS: "churn",
  },
  "find-idle-endpoints": FIND_IDLE_ENDPOINTS,
  "guard-retraining": GUARD_RETRAINING,
  "index-ml-logs": SEARCH,
  "land-mirrored-files": { BUCKET: "data", MIRROR_PREFIX: "mirror/a/", LANDING_PREFIX: "landing/b/" },
  "prepare-log-search": SEARCH,
  "process-inference": { ENDPOINT_PREFIX: "mlops-fraud-production-" },
  "rotate-snowflake-key": {
    SNOWFLAKE_ACCOUNT: "contoso-analytics",
    SNOWFLAKE_USER: "MLOPS_FRAUD",
    SNOWFLAKE_ROLE: "FRAUD_READER",
  },
  "start-batch-transform": START_BATCH_TRANSFORM,
  "start-model-deploy": START_MODEL_DEPLOY,
  "submit-inference": SUBMIT_INFERENCE,
  "validate-arrivals": { DATA_BUCKET: "data", CURATE_JOB: "curate" },
} satisfies Record<FunctionName, Readonly<Record<string, string>>>;

describe("functions, bundled for Lambda", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "function-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Loads a bundle as Lambda does, in a folder without node_modules. */
  async function load(
    name: FunctionName,
    environment: Readonly<Record<string, string>>,
  ): Promise<{ status: number | null; output: string }> {
    await unpackFunction(name, folder);
    // What the landing zone puts beside the code of process-inference.
    writeFileSync(join(folder, "models.json"), "{}");
    const script = 'process.stdout.write(typeof require("./index.js").handler)';
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "-e", script], {
      cwd: folder,
      env: { AWS_REGION: "eu-west-1", ...environment },
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  }

  for (const [each, environment] of Object.entries(ENVIRONMENTS)) {
    const name = each as FunctionName;

    it(`export the handler, with nothing else to install: ${name}`, async () => {
      assert.deepEqual(await load(name, environment), { status: 0, output: "function" });
    });

    it(`fail at once where their environment is not set, and name the variables: ${name}`, async () => {
      const { status, output } = await load(name, {});
      assert.equal(status, 1);
      const [first] = Object.keys(environment);
      assert.ok(
        output.includes(`Error: the function's environment variables are wrong: ${first} must be set`),
        output,
      );
    });
  }
});
