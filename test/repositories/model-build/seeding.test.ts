import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseSeedMessage } from "../../../assets/seeds/seed-commit";
import type { AzureReposServer } from "../../../simulator/azure-devops/repos-server";
import type { Graph } from "../../../simulator/rehearsal/graph";
import { ROOT, rehearsed } from "../../support/rehearsed";
import { clone, repositoryOf, seeded, seedOf } from "./seeded-clone";

const TEMPLATE = join(ROOT, "repositories/model-build");
const SHARED = join(ROOT, "repositories/shared");

/** Paths that git tracks below a folder, in git's order. */
const tracked = (folder: string): string[] =>
  spawnSync("git", ["ls-files", "-z", "--", "."], { cwd: folder, encoding: "utf8" })
    .stdout.split("\0")
    .filter((path) => path !== "");

describe("the repository of a model, seeded into git", () => {
  let directory: string;
  let folder: string;
  let server: AzureReposServer;
  let graph: Graph;

  const idOf = (model: string): string => repositoryOf(graph, model).id ?? "";

  before(async () => {
    ({ graph } = await rehearsed("full"));
    directory = mkdtempSync(join(tmpdir(), "seeding-"));
    server = await seeded(graph, "churn", directory);
    folder = clone(server, repositoryOf(graph, "churn"), directory);
  });
  after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  it("is the template and what it shares, byte for byte but for paths to that, and nothing else", () => {
    const shared = tracked(SHARED).map((path) => `shared/${path}`);
    assert.deepEqual(tracked(folder).sort(), [...tracked(TEMPLATE), ...shared].sort());
    for (const path of shared) {
      assert.ok(readFileSync(join(folder, path)).equals(readFileSync(join(SHARED, "..", path))), path);
    }
    for (const path of tracked(TEMPLATE)) {
      const [there, here] = [join(folder, path), join(TEMPLATE, path)].map((file) => {
        const text = readFileSync(file, "latin1");
        return { paths: text.match(/[./]*\/shared\//g), rest: text.replaceAll(/[./]*\/shared\//g, "") };
      });
      assert.equal(there?.rest, here?.rest, path);
      assert.equal(there?.paths?.length, here?.paths?.length, path);
    }
  });

  it("is the same for every model, and depends on nothing but the repository", () => {
    const repositoryId = "";
    assert.deepEqual(
      { ...seedOf(graph, "churn").inputs, repositoryId },
      { ...seedOf(graph, "payments").inputs, repositoryId },
    );
    assert.deepEqual(seedOf(graph, "churn").dependencies, [repositoryOf(graph, "churn").urn]);
  });

  it("is one commit that says where it comes from and starts no build", () => {
    const [initial, seed = "", ...more] = server.repositories.messages(idOf("churn"));
    assert.deepEqual([initial, more], ["Initial commit.", []]);
    assert.match(seed.split("\n")[0] ?? "", / \[skip ci\]$/);
    const { template, version, digest } = seedOf(graph, "churn").inputs;
    assert.deepEqual(parseSeedMessage(seed), { template, version, digest });
  });

  it("comes before every policy that refuses pushes to main", () => {
    const policies = graph.resources.filter(
      ({ type, inputs }) =>
        type.startsWith("azuredevops:index/branchPolicy") && JSON.stringify(inputs).includes(idOf("churn")),
    );
    assert.equal(policies.length, 3);
    for (const { name, dependencies } of policies) {
      assert.ok(dependencies.includes(seedOf(graph, "churn").urn), name);
    }
  });

  it("mentions neither this project's name nor its paths", () => {
    const { name } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { name: string };
    for (const path of tracked(folder)) {
      const text = readFileSync(join(folder, path), "utf8");
      assert.equal(text.includes(name), false, path);
      assert.equal(/repositories\/model-build|simulator\//.test(text), false, path);
    }
  });
});
