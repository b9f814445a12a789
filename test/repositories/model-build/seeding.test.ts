import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";
import { ROOT, ofType, rehearsed } from "../../support/rehearsed";
import { AzureRepos } from "./azure-repos";

const TEMPLATE = join(ROOT, "repositories/model-build");

/** Paths that git tracks below a folder, in git's order. */
const tracked = (folder: string): string[] =>
  spawnSync("git", ["ls-files", "-z", "--", "."], { cwd: folder, encoding: "utf8" })
    .stdout.split("\0")
    .filter((path) => path !== "");

describe("the repository of a model, seeded into git", () => {
  let directory: string;
  let clone: string;
  let repos: AzureRepos;
  let graph: Graph;

  const repositoryOf = (model: string): GraphResource => {
    const found = ofType(graph, "azuredevops:index/git:Git").find(
      ({ inputs }) => inputs.name === `model-build-${model}`,
    );
    assert.ok(found, `there is a repository of ${model}`);
    return found;
  };

  before(async () => {
    ({ graph } = await rehearsed("full"));
    directory = mkdtempSync(join(tmpdir(), "seeding-"));
    clone = join(directory, "clone");
    repos = new AzureRepos(directory);
    repos.seed(graph, repositoryOf("churn"));
    repos.clone(clone);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("is the template, byte for byte, and nothing else", () => {
    assert.deepEqual(tracked(clone), tracked(TEMPLATE));
    for (const path of tracked(TEMPLATE)) {
      assert.ok(readFileSync(join(clone, path)).equals(readFileSync(join(TEMPLATE, path))), path);
    }
  });

  it("is the same for every model", () => {
    const contents = ["churn", "payments"].map((model) =>
      ofType(graph, "azuredevops:index/gitRepositoryFile:GitRepositoryFile")
        .filter(({ inputs }) => inputs.repositoryId === repositoryOf(model).id)
        .map(({ inputs }) => [inputs.file, inputs.content]),
    );
    assert.deepEqual(contents[0], contents[1]);
  });

  it("gets one commit for each file, README.md first, none of which starts a build", () => {
    const [initial, ...seeds] = repos.log();
    assert.equal(initial, "Added README.md");
    assert.equal(seeds.length, tracked(TEMPLATE).length);
    assert.equal(seeds[0], "Seed README.md [skip ci]");
    assert.deepEqual(
      seeds.filter((subject) => !subject.endsWith(" [skip ci]")),
      [],
    );
  });

  it("refuses pushes to main from then on", () => {
    assert.throws(() => {
      repos.push("README.md", "# Mine\n", "Skip the review");
    }, /TF402455/);
  });

  it("mentions neither this project's name nor its paths", () => {
    const { name } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { name: string };
    for (const path of tracked(clone)) {
      const text = readFileSync(join(clone, path), "utf8");
      assert.equal(text.includes(name), false, path);
      assert.equal(/repositories\/model-build|simulator\//.test(text), false, path);
    }
  });
});
