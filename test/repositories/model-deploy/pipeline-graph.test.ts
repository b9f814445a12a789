import assert from "node:assert/strict";

import { ENVIRONMENTS, PIPELINE_FILE, SERVICE_CONNECTIONS } from "../../../settings/azure-devops-names";
import { pipelineText } from "../pipeline-files";
import type { Gates } from "./pipeline-graph";
import { readGraph, waysAround } from "./pipeline-graph";

const GATES: Gates = {
  resolve: "resolve",
  staging: "staging",
  tests: "test",
  productionConnection: SERVICE_CONNECTIONS.modelDeployProduction,
  productionEnvironment: ENVIRONMENTS.production,
};

const TEXT = pipelineText("model-deploy", PIPELINE_FILE);

/** The text from one line to the end. */
const from = (line: string) => TEXT.slice(TEXT.indexOf(line));
const inStage = (stage: string, change: (text: string) => string) => {
  const start = TEXT.indexOf(`  - stage: ${stage}\n`);
  const end = TEXT.indexOf("  - stage: ", start + 1);
  const part = TEXT.slice(start, end < 0 ? undefined : end);
  const changed = change(part);
  assert.notEqual(changed, part, "the fault changes something");
  return TEXT.slice(0, start) + changed + (end < 0 ? "" : TEXT.slice(end));
};

describe("the way of a model version to production", () => {
  it("has the stages and the rights that were meant", () => {
    const { stages } = readGraph(TEXT);
    assert.deepEqual(
      stages.map(({ name, dependsOn, jobs }) => [
        name,
        dependsOn,
        jobs.map(({ name: job, environment, steps }) => [
          job,
          environment,
          [...new Set(steps.flatMap(({ connection }) => connection ?? []))],
        ]),
      ]),
      [
        ["resolve", [], [["resolve", undefined, ["model-deploy-staging"]]]],
        ["staging", ["resolve"], [["staging", "staging", ["model-deploy-staging"]]]],
        ["test", ["resolve", "staging"], [["test", "staging", ["model-deploy-staging"]]]],
        [
          "production",
          ["resolve", "staging", "test"],
          [["production", "production", ["model-deploy-production"]]],
        ],
      ],
    );
  });

  it("leads through tests and approval, and there is no other", () => {
    assert.deepEqual(waysAround(readGraph(TEXT), GATES), []);
  });

  const faults: Readonly<Record<string, readonly [text: string, problem: string]>> = {
    "production that does not wait for the tests": [
      inStage("production", (text) => text.replace("      - test\n", "")),
      "stage production does not wait for test",
    ],
    "production that waits for nothing": [
      inStage("production", (text) => text.replace(/dependsOn:\n(?: {6}- \w+\n)+/, "dependsOn: []\n")),
      "stage production does not wait for test",
    ],
    "a condition that always holds": [
      inStage("production", (text) => text.replace(/condition: >-\n(?: {6}.*\n)+/, "condition: always()\n")),
      "stage production runs although test has not succeeded",
    ],
    "a condition with a way out": [
      inStage("production", (text) => text.replace("and(succeeded(),", "or(succeeded(),")),
      "stage production runs although test has not succeeded",
    ],
    "tests that may have issues": [
      inStage("production", (text) =>
        text.replace(
          "eq(dependencies.test.result, 'Succeeded')",
          "in(dependencies.test.result, 'Succeeded', 'SucceededWithIssues', 'Skipped')",
        ),
      ),
      "stage production runs although test has not succeeded",
    ],
    "a run that does not act": [
      inStage("production", (text) => text.replace(/,\n {6}eq\(dependencies\.resolve\.outputs.*\n/, ")\n")),
      "stage production runs in a run that does not act",
    ],
    "no environment": [
      inStage("production", (text) =>
        text.replace("        environment: ${{ parameters.productionEnvironment }}\n", ""),
      ),
      "job production of stage production reaches production without the environment production",
    ],
    "an environment that Azure DevOps would make on the spot": [
      inStage("production", (text) => text.replace("${{ parameters.productionEnvironment }}", "prod")),
      "job production of stage production reaches production without the environment production",
    ],
    "an environment that a run may choose": [
      TEXT.replace(
        "    values:\n      - production\n",
        "    values:\n      - production\n      - playground\n",
      ),
      "job production of stage production reaches production without the environment production",
    ],
    "a connection that a run may choose": [
      TEXT.replace("    values:\n      - model-deploy-staging\n", ""),
      "job test of stage test uses a connection that a run may choose: ${{ parameters.stagingConnection }}",
    ],
    "the production connection in another job": [
      inStage("staging", (text) =>
        text.replace("${{ parameters.stagingConnection }}", "${{ parameters.productionConnection }}"),
      ),
      "job staging of stage staging reaches production without the environment production",
    ],
    "the production connection by its name, in the tests": [
      inStage("test", (text) =>
        text.replace("${{ parameters.stagingConnection }}", "model-deploy-production"),
      ),
      "job test of stage test reaches production before the tests have ended",
    ],
    "another stage that reaches production": [
      `${TEXT}
  - stage: hotfix
    dependsOn: resolve
    jobs:
${from("      - deployment: production\n").replace("deployment: production", "deployment: hotfix")}`,
      "stage hotfix does not wait for test",
    ],
    "tests that may fail": [
      inStage("test", (text) => text.replace("timeoutInMinutes: 90", "continueOnError: true")),
      "job test of stage test may fail without a consequence",
    ],
    "a test that may fail": [
      inStage("test", (text) =>
        text.replace(
          "displayName: Smoke, contract",
          "continueOnError: true\n                  displayName: Smoke, contract",
        ),
      ),
      "job test of stage test: test may fail without a consequence",
    ],
    "a test whose failure the shell hides": [
      inStage("test", (text) => text.replace("test --stage staging", "test --stage staging || true")),
      "job test of stage test: test hides its failure",
    ],
    "a stage of tests without a test": [
      inStage("test", (text) => text.replace("deploy -- test --stage staging", "deploy -- models")),
      "stage test tests nothing",
    ],
    "tests that do not wait for staging": [
      inStage("test", (text) => text.replace("      - staging\n    condition", "    condition")),
      "stage test does not wait for staging",
    ],
    "tests of what staging failed to deploy": [
      inStage("test", (text) => text.replace("eq(dependencies.staging.result, 'Succeeded'),", "")),
      "stage test runs although staging has not succeeded",
    ],
    "an update although a step before it failed": [
      inStage("production", (text) =>
        text.replace(
          "displayName: Preview with",
          "condition: succeededOrFailed()\n                  displayName: Preview with",
        ),
      ),
      "job production of stage production: up runs under another condition: succeededOrFailed()",
    ],
    "a promotion although the check before it failed": [
      inStage("production", (text) =>
        text.replace("displayName: Say so", "condition: always()\n                  displayName: Say so"),
      ),
      "job production of stage production: promote runs under another condition: always()",
    ],
  };
  for (const [fault, [text, problem]] of Object.entries(faults)) {
    it(`is found to have a way around with ${fault}`, () => {
      assert.notEqual(text, TEXT);
      const found = waysAround(readGraph(text), GATES);
      assert.ok(found.includes(problem), found.join("\n") || "nothing is found");
    });
  }
});
