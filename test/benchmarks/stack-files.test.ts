import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { bareStackFile, withModels } from "../../benchmarks/stack-files";
import { parseSettings } from "../../settings/load";
import { MAX_MODELS } from "../../settings/schema/models";
import { readProject } from "../../simulator/rehearsal/program";
import { ROOT } from "../support/rehearsed";

const FULL = readFileSync(join(ROOT, "samples", "full.yaml"), "utf8");

/** The configuration of a stack file without its namespace. */
function settingsOf(stackFile: string): Record<string, unknown> {
  const { config } = parse(stackFile) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith("mlops:"))
      .map(([key, value]) => [key.slice("mlops:".length), value]),
  );
}

describe("the stack files of benchmarks", () => {
  for (const count of [1, MAX_MODELS]) {
    it(`are settings that the program takes, with ${count} models`, () => {
      const settings = parseSettings("full", settingsOf(withModels(FULL, count)));
      assert.equal(settings.kind === "landing-zone" && Object.keys(settings.models).length, count);
    });
  }

  it("differ from the stack file they are made of in the models only, and in what names those", () => {
    const models = { "model-1": { description: "Model 1 of 1, for the benchmark" } };
    const prod = settingsOf(FULL);
    const { processing, ...inferenceApi } = prod.inferenceApi as Record<string, unknown>;
    assert.ok(processing);
    assert.deepEqual(settingsOf(withModels(FULL, 1)), { ...prod, models, inferenceApi });
  });

  it("count the stack and the provider of the bare program as resources", () => {
    assert.deepEqual(parse(bareStackFile(10)), { config: { "bare:resources": "8" } });
  });

  it("are for programs that are loaded the same way", () => {
    const { nodeArgs } = readProject(ROOT);
    assert.deepEqual(readProject(join(ROOT, "benchmarks/bare")).nodeArgs, nodeArgs);
    assert.deepEqual(readProject(join(ROOT, "benchmarks/crash")).nodeArgs, nodeArgs);
  });
});
