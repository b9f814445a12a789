import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { FunctionName } from "../../../assets/function-code";
import { unpackFunction } from "../../support/bundled-function";

const NAMES: readonly FunctionName[] = ["index-ml-logs", "prepare-log-search"];
const ENVIRONMENT = {
  OPENSEARCH_URL: "https://vpc-logs.eu-west-1.es.amazonaws.com",
  AWS_REGION: "eu-west-1",
};

for (const name of NAMES) {
  describe(`${name}, bundled for Lambda`, () => {
    let folder: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), `${name}-`));
      await unpackFunction(name, folder);
    });

    after(() => {
      rmSync(folder, { recursive: true });
    });

    /** Loads the bundle as Lambda does, in a folder without node_modules. */
    const load = (env: NodeJS.ProcessEnv): { status: number | null; output: string } => {
      const script = 'process.stdout.write(typeof require("./index.js").handler)';
      const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "-e", script], {
        cwd: folder,
        env,
        encoding: "utf8",
      });
      return { status, output: stdout + stderr };
    };

    it("exports the handler, with nothing else to install", () => {
      assert.deepEqual(load(ENVIRONMENT), { status: 0, output: "function" });
    });

    it("fails at once, and names the variables, when its environment is not set", () => {
      const { status, output } = load({});
      assert.equal(status, 1);
      assert.match(output, /the function's environment variables are wrong: OPENSEARCH_URL must be set/);
    });
  });
}
