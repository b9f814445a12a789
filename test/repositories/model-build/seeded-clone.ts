import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connect } from "../../../plugins/azure-repos/connect";
import { RepositorySeeds } from "../../../plugins/azure-repos/repository-seeds";
import type { AzureReposServer } from "../../../simulator/azure-repos-server";
import { startAzureRepos } from "../../../simulator/azure-repos-server";
import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";
import { SEED } from "../../../simulator/seeded-files";
import { one } from "../../support/rehearsed";

/** A repository of Azure Repos that the program seeded, and a clone of it. */
export interface SeededClone {
  readonly server: AzureReposServer;
  /** Folder of the clone. */
  readonly clone: string;
  readonly remove: () => Promise<void>;
}

export function repositoryIn(graph: Graph, model: string): GraphResource {
  return one(graph.resources, "azuredevops:index/git:Git", `delivery-model-build-${model}`);
}

export function seedIn(graph: Graph, model: string): GraphResource {
  return one(graph.resources, SEED, `delivery-model-build-${model}-seed`);
}

/** Seeds the repository of a model as the provider does, on a stand-in of Azure Repos. */
export async function seedAndClone(graph: Graph, model: string): Promise<SeededClone> {
  const directory = mkdtempSync(join(tmpdir(), "seeding-"));
  const clone = join(directory, "clone");
  const token = "token-of-a-test";
  const server = await startAzureRepos({ folder: directory, personalAccessToken: token });
  const seeds = new RepositorySeeds(
    { AZURE_REPOS_STAND_IN: server.url, AZDO_PERSONAL_ACCESS_TOKEN: token },
    () => ({ connect }),
  );
  seeds.configure(one(graph.resources, "pulumi:providers:azure-repos", "azure-repos").inputs);
  await seeds.create(seedIn(graph, model).inputs);
  const remote = server.repositories.remote(repositoryIn(graph, model).id ?? "");
  const { status, stderr } = spawnSync("git", ["clone", "--quiet", remote, clone]);
  assert.equal(status, 0, stderr.toString());
  return {
    server,
    clone,
    remove: async () => {
      await server.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
