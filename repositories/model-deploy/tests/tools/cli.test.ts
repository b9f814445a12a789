import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { main } from "../../tools/cli";
import { issue, SampleRun } from "./sample-run";

const run = async (argv: string[], environment = {}, signal?: AbortSignal) => {
  const lines: string[] = [];
  const exitCode = await main(argv, environment, (line) => lines.push(line), signal);
  return { exitCode, lines };
};

describe("the command line", () => {
  for (const [argv, problem] of [
    [[], 'there is no command ""'],
    [["deploy"], 'there is no command "deploy"'],
    [["toString"], 'there is no command "toString"'],
    [["models", "now"], 'there is no command "models now"'],
    [["up", "--force"], "Unknown option '--force'"],
    [["promote", "--stage", "staging"], "promote takes no --stage"],
  ] as const) {
    it(`fails for arguments that it does not know: ${argv.join(" ")}`, async () => {
      const { exitCode, lines } = await run([...argv]);
      assert.equal(exitCode, 2);
      assert.equal(lines.length, 1);
      assert.ok(lines[0]?.startsWith(issue(problem)), lines[0]);
      assert.ok(lines[0]?.includes("%0Ausage: npm run deploy -- <command>%0A"));
    });
  }

  it("deploys to a stage that is named, and tests in staging only", async () => {
    for (const [argv, message] of [
      [["up"], "--stage is missing: give one of staging, production"],
      [["up", "--stage", "prod"], '--stage is "prod": give one of staging, production'],
      [["test", "--stage", "production"], '--stage is "production": give one of staging'],
    ] as const) {
      assert.deepEqual(await run([...argv]), { exitCode: 2, lines: [issue(message)] });
    }
  });

  it("checks the files of the models without AWS", async () => {
    const { exitCode, lines } = await run(["models"]);
    assert.equal(exitCode, 0);
    assert.match(lines[0] ?? "", /^The files of the models are in order: .*defaults/);
  });

  it("ends with exit code 130 when it is interrupted", async () => {
    const sample = await SampleRun.start();
    try {
      assert.deepEqual(await run(["resolve"], sample.environment, AbortSignal.abort()), {
        exitCode: 130,
        lines: [issue("resolve was interrupted: run the failed job again")],
      });
    } finally {
      await sample.close();
    }
  });

  it("keeps the agent's commands out of what it quotes", async () => {
    const sample = await SampleRun.start();
    try {
      const more = { MODEL_PACKAGE_GROUP: "##vso[task.setvariable variable=act]true" };
      const { exitCode, lines } = await sample.command(["resolve"], more);
      assert.equal(exitCode, 2);
      assert.equal(lines.filter((line) => line.includes("##vso[task.setvariable")).length, 0);
    } finally {
      await sample.close();
    }
  });
});
