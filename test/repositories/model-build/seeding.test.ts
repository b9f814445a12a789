import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseSeedMessage } from "../../../components/azure-devops/seed-commit";
import { connect } from "../../../plugins/azure-repos/connect";
import { RepositorySeeds } from "../../../plugins/azure-repos/repository-seeds";
import type { AzureReposServer } from "../../../simulator/azure-repos-server";
import { startAzureRepos } from "../../../simulator/azure-repos-server";
import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";
import { SEED } from "../../../simulator/seeded-files";
import { pythonMissing, pythonWith } from "../../support/python-environment";
import { ROOT, one, rehearsed } from "../../support/rehearsed";

const TEMPLATE = join(ROOT, "repositories/model-build");

/** Paths that git tracks below a folder, in git's order. */
const tracked = (folder: string): string[] =>
  spawnSync("git", ["ls-files", "-z", "--", "."], { cwd: folder, encoding: "utf8" })
    .stdout.split("\0")
    .filter((path) => path !== "");

describe("the repository of a model, seeded into git", () => {
  let directory: string;
  let clone: string;
  let server: AzureReposServer;
  let graph: Graph;

  const repositoryOf = (model: string): GraphResource =>
    one(graph.resources, "azuredevops:index/git:Git", `delivery-model-build-${model}`);
  const seedOf = (model: string): GraphResource =>
    one(graph.resources, SEED, `delivery-model-build-${model}-seed`);
  const idOf = (model: string): string => repositoryOf(model).id ?? "";

  before(async () => {
    ({ graph } = await rehearsed("prod"));
    directory = mkdtempSync(join(tmpdir(), "seeding-"));
    clone = join(directory, "clone");
    const token = "token-of-a-test";
    server = await startAzureRepos({ folder: directory, personalAccessToken: token });
    const seeds = new RepositorySeeds(
      {
        AZURE_REPOS_STAND_IN: server.url,
        AZDO_PERSONAL_ACCESS_TOKEN: token,
      },
      () => ({ connect }),
    );
    seeds.configure(one(graph.resources, "pulumi:providers:azure-repos", "azure-repos").inputs);
    await seeds.create(seedOf("churn").inputs);
    const { status, stderr } = spawnSync("git", [
      "clone",
      "--quiet",
      server.repositories.remote(idOf("churn")),
      clone,
    ]);
    assert.equal(status, 0, stderr.toString());
  });
  after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  it("is the template, byte for byte, and nothing else", () => {
    assert.deepEqual(tracked(clone), tracked(TEMPLATE));
    for (const path of tracked(TEMPLATE)) {
      assert.ok(readFileSync(join(clone, path)).equals(readFileSync(join(TEMPLATE, path))), path);
    }
  });

  it("is the same for every model, and depends on nothing but the repository", () => {
    const repositoryId = "";
    assert.deepEqual(
      { ...seedOf("churn").inputs, repositoryId },
      { ...seedOf("payments").inputs, repositoryId },
    );
    assert.deepEqual(seedOf("churn").dependencies, [repositoryOf("churn").urn]);
  });

  it("is one commit that says where it comes from and starts no build", () => {
    const [initial, seed = "", ...more] = server.repositories.messages(idOf("churn"));
    assert.deepEqual([initial, more], ["Initial commit.", []]);
    assert.match(seed.split("\n")[0] ?? "", / \[skip ci\]$/);
    const { template, version, digest } = seedOf("churn").inputs;
    assert.deepEqual(parseSeedMessage(seed), { template, version, digest });
  });

  it("comes before every policy that refuses pushes to main", () => {
    const policies = graph.resources.filter(
      ({ type, inputs }) =>
        type.startsWith("azuredevops:index/branchPolicy") && JSON.stringify(inputs).includes(idOf("churn")),
    );
    assert.equal(policies.length, 3);
    for (const { name, dependencies } of policies) {
      assert.ok(dependencies.includes(seedOf("churn").urn), name);
    }
  });

  it("mentions neither this project's name nor its paths", () => {
    const { name } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { name: string };
    for (const path of tracked(clone)) {
      const text = readFileSync(join(clone, path), "utf8");
      assert.equal(text.includes(name), false, path);
      assert.equal(/repositories\/model-build|simulator\//.test(text), false, path);
    }
  });

  it("installs, checks and tests itself there", function () {
    this.timeout(600_000);
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
    this.timeout(600_000);
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
