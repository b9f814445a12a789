import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { pythonMissing, pythonWith } from "../../support/python-environment";
import { ROOT, ofType, rehearsed } from "../../support/rehearsed";
import { AzureRepos } from "./azure-repos";

const TEMPLATE = join(ROOT, "repositories/model-build");

describe("the repository of a model, cloned from git,", () => {
  let directory: string;
  let clone: string;

  before(async () => {
    const { graph } = await rehearsed("full");
    const repository = ofType(graph, "azuredevops:index/git:Git").find(
      ({ inputs }) => inputs.name === "model-build-churn",
    );
    assert.ok(repository, "there is a repository of churn");
    directory = mkdtempSync(join(tmpdir(), "seeding-"));
    clone = join(directory, "clone");
    const repos = new AzureRepos(directory);
    repos.seed(graph, repository);
    repos.clone(clone);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("installs, checks and tests itself there", function () {
    for (const args of [["ci"], ["run", "check"], ["test"]]) {
      const { status, stdout, stderr } = run("npm", args);
      assert.equal(status, 0, `npm ${args.join(" ")}\n${stdout}\n${stderr}`);
    }
  });

  it("tests its steps there", async function () {
    const missing = pythonMissing();
    if (missing !== undefined) {
      console.log(`      skipped: ${missing}`);
      this.skip();
    }
    const python = await pythonWith(join(TEMPLATE, "requirements-dev.txt"));
    const { status, stdout } = run(python, ["-m", "pytest", "-q"]);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^\d+ passed/m);
  });

  /** As in a pipeline of the team: with nothing of this project in the environment. */
  function run(
    command: string,
    args: readonly string[],
  ): { status: number | null; stdout: string; stderr: string } {
    const { PATH = "", HOME = "", XDG_CACHE_HOME } = process.env;
    return spawnSync(command, args, {
      cwd: clone,
      encoding: "utf8",
      env: { PATH, HOME, ...(XDG_CACHE_HOME === undefined ? {} : { XDG_CACHE_HOME }) },
    });
  }
});
