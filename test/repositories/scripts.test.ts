import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FakeAwsCli } from "./fake-aws-cli";

describe("scripts of the seeded repositories", () => {
  let directory: string;
  let cli: FakeAwsCli;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "scripts-"));
    cli = new FakeAwsCli(directory);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const awsAnswers = (answer: string, exitCode = 0) => {
    cli.answers(answer, exitCode);
  };
  const calls = () => cli.calls();
  const run: FakeAwsCli["run"] = (...command) => cli.run(...command);

  for (const [repository, script] of [
    ["shared", "check-identity.sh"],
    ["environments", "scripts/check-identity.sh"],
  ] as const) {
    describe(`${script} of ${repository}`, () => {
      const check = (...args: string[]) => run(repository, "bash", [script, ...args]);

      it("goes on in the expected account", () => {
        awsAnswers("222222222222\n");
        const { status, stdout } = check("222222222222");
        assert.deepEqual([status, stdout], [0, "This step acts in account 222222222222.\n"]);
        assert.deepEqual(calls(), ["sts get-caller-identity --query Account --output text"]);
      });

      it("fails in another account", () => {
        awsAnswers("999999999999\n");
        const { status, stdout } = check("222222222222");
        assert.deepEqual(
          [status, stdout],
          [1, "##vso[task.logissue type=error]this step acts in account 999999999999, not in 222222222222\n"],
        );
      });

      it("fails when there are no credentials", () => {
        awsAnswers("", 255);
        assert.equal(check("222222222222").status, 255);
      });

      it("fails when the expected account is missing or is none", () => {
        awsAnswers("None\n");
        assert.equal(check().status, 1);
        assert.equal(check("").status, 1);
        assert.equal(check("None").status, 1);
      });
    });
  }

  it("pass their own tests in environments", () => {
    const { status, stderr } = run("environments", "python3", [
      "-m",
      "unittest",
      "discover",
      "--start-directory",
      "tests",
    ]);
    assert.deepEqual([status, /Ran (\d+) tests/.exec(stderr)?.[1]], [0, "22"]);
  });
});
