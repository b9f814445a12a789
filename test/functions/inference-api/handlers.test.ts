import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionName } from "../../../assets/function-code";
import { unpackFunction } from "../../support/bundled-function";

/** The functions of the inference API, with an environment as the landing zone gives them. */
const ENVIRONMENTS = {
  "authorize-inference": {
    ISSUER: "https://login.example.com/",
    AUDIENCE: "models",
    JWKS_URI: "https://login.example.com/keys",
    SCOPES: "",
  },
  "process-inference": { ENDPOINT_PREFIX: "mlops-fraud-production-", MODELS: "{}" },
  "submit-inference": {
    ENDPOINT_PREFIX: "mlops-fraud-production-",
    INFERENCE_BUCKET: "inference",
    BATCH_FUNCTION: "batch-transform",
  },
} as const satisfies Partial<Record<FunctionName, Record<string, string>>>;

for (const [name, environment] of Object.entries(ENVIRONMENTS)) {
  describe(`handler of ${name}, bundled for Lambda`, () => {
    let folder: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), `${name}-`));
      await unpackFunction(name as FunctionName, folder);
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    /** Loads the bundle as Lambda does, in a folder without node_modules. */
    const load = (variables: Readonly<Record<string, string>>): { status: number | null; output: string } => {
      const script = 'process.stdout.write(typeof require("./index.js").handler)';
      const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "-e", script], {
        cwd: folder,
        env: { AWS_REGION: "eu-west-1", ...variables },
        encoding: "utf8",
      });
      return { status, output: stdout + stderr };
    };

    it("exports the handler, with nothing else to install", () => {
      assert.deepEqual(load(environment), { status: 0, output: "function" });
    });

    it("fails at once where its environment is not set", () => {
      const { status, output } = load({});
      assert.equal(status, 1);
      assert.match(output, /environment variables are wrong/);
    });
  });
}
