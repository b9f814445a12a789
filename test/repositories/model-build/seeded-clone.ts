import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { connect } from "../../../plugins/azure-repos/connect";
import { RepositorySeeds } from "../../../plugins/azure-repos/repository-seeds";
import { Session } from "../../../plugins/azure-repos/session";
import type { AzureReposServer } from "../../../simulator/azure-devops/repos-server";
import { startAzureRepos } from "../../../simulator/azure-devops/repos-server";
import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";
import { SEED } from "../../../simulator/azure-devops/seeded-files";
import { one } from "../../support/rehearsed";

export function repositoryOf(graph: Graph, model: string): GraphResource {
  return one(graph.resources, "azuredevops:index/git:Git", `delivery-model-build-${model}`);
}

export function seedOf(graph: Graph, model: string): GraphResource {
  return one(graph.resources, SEED, `delivery-model-build-${model}-seed`);
}

/** The repository of a model in a git server, filled by the shipped plugin. Whoever starts it stops it. */
export function seeded(graph: Graph, model: string, directory: string): Promise<AzureReposServer> {
  return seededWith(graph, seedOf(graph, model), directory);
}

/** As `seeded`, with what a seed fills. */
export async function seededWith(
  graph: Graph,
  seed: GraphResource,
  directory: string,
): Promise<AzureReposServer> {
  const token = "token-of-a-test";
  const server = await startAzureRepos({ folder: directory, personalAccessToken: token });
  const environment = { AZURE_REPOS_STAND_IN: server.url, AZDO_PERSONAL_ACCESS_TOKEN: token };
  const session = new Session(environment, () => ({ connect }));
  session.configure(one(graph.resources, "pulumi:providers:azure-repos", "azure-repos").inputs);
  await new RepositorySeeds(session).create(seed.inputs);
  return server;
}

/** @returns the folder of the clone. */
export function clone(
  { repositories }: AzureReposServer,
  repository: GraphResource,
  directory: string,
): string {
  const folder = join(directory, "clone");
  const remote = repositories.remote(repository.id ?? "");
  const { status, stderr } = spawnSync("git", ["clone", "--quiet", remote, folder], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return folder;
}
