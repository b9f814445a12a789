import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const REPOSITORIES = join(__dirname, "..", "..", "repositories");

/**
 * Files that model-build and model-deploy both have. Each repository stands alone once it is seeded, so they cannot share
 * them there; here a change of one is a change of both.
 */
const TWINS: readonly (readonly [modelBuild: string, modelDeploy: string])[] = [
  [".npmrc", ".npmrc"],
  ["eslint.config.mjs", "eslint.config.mjs"],
  ["pipeline/problems.ts", "program/problems.ts"],
  ["scripts/check-identity.sh", "scripts/check-identity.sh"],
  ["tests/tools/agent-log.test.ts", "tests/tools/agent-log.test.ts"],
  ["tests/tools/fake-aws.ts", "tests/tools/fake-aws.ts"],
  ["tools/agent-log.ts", "tools/agent-log.ts"],
  ["tools/markdown.ts", "tools/markdown.ts"],
];

describe("the repositories of models", () => {
  for (const [modelBuild, modelDeploy] of TWINS) {
    it(`have the same ${modelDeploy}`, () => {
      assert.equal(
        readFileSync(join(REPOSITORIES, "model-deploy", modelDeploy), "utf8"),
        readFileSync(join(REPOSITORIES, "model-build", modelBuild), "utf8"),
      );
    });
  }
});
