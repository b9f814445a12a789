import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { SEED } from "../../../simulator/azure-devops/seeded-files";
import type { AzureReposServer } from "../../../simulator/azure-devops/repos-server";
import { one, rehearsed } from "../../support/rehearsed";
import { clone, seededWith } from "../model-build/seeded-clone";

describe("the repository that deploys models, cloned from git,", () => {
  let directory: string;
  let folder: string;
  let server: AzureReposServer;

  before(async () => {
    const { graph } = await rehearsed("full");
    directory = mkdtempSync(join(tmpdir(), "seeding-"));
    server = await seededWith(graph, one(graph.resources, SEED, "delivery-model-deploy-seed"), directory);
    folder = clone(
      server,
      one(graph.resources, "azuredevops:index/git:Git", "delivery-model-deploy"),
      directory,
    );
  });
  after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  it("installs, checks and tests itself there", () => {
    // As in a pipeline of the team: with nothing of this project in the environment.
    const { PATH = "", HOME = "" } = process.env;
    for (const args of [["ci"], ["run", "check"], ["test"]]) {
      const { status, stdout, stderr } = spawnSync("npm", args, {
        cwd: folder,
        encoding: "utf8",
        env: { PATH, HOME },
      });
      assert.equal(status, 0, `npm ${args.join(" ")}\n${stdout}\n${stderr}`);
    }
  });
});
