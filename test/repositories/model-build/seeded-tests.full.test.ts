import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { AzureReposServer } from "../../../simulator/azure-devops/repos-server";
import { pythonMissing, pythonWith } from "../../support/python-environment";
import { ROOT, rehearsed } from "../../support/rehearsed";
import { clone, repositoryOf, seeded } from "./seeded-clone";

const TEMPLATE = join(ROOT, "repositories/model-build");

describe("the repository of a model, cloned from git,", () => {
  let directory: string;
  let folder: string;
  let server: AzureReposServer;

  before(async () => {
    const { graph } = await rehearsed("full");
    directory = mkdtempSync(join(tmpdir(), "seeding-"));
    server = await seeded(graph, "churn", directory);
    folder = clone(server, repositoryOf(graph, "churn"), directory);
  });
  after(async () => {
    await server.stop();
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
    assert.match(stdout, /^[3-9]\d\d passed(, |$| in )/m, "pytest passed over tests, or did not find them");
  });

  /** As in a pipeline of the team: with nothing of this project in the environment. */
  function run(
    command: string,
    args: readonly string[],
  ): { status: number | null; stdout: string; stderr: string } {
    const { PATH = "", HOME = "", XDG_CACHE_HOME } = process.env;
    return spawnSync(command, args, {
      cwd: folder,
      encoding: "utf8",
      env: { PATH, HOME, ...(XDG_CACHE_HOME === undefined ? {} : { XDG_CACHE_HOME }) },
    });
  }
});
