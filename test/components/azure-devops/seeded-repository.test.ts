import assert from "node:assert/strict";

import type { SeededRepositoryArgs } from "../../../components/azure-devops/seeded-repository";
import { SeededRepository } from "../../../components/azure-devops/seeded-repository";
import { valueOf } from "../../support/outputs";
import { CONTENT, createdBy, parentsOf, PROJECT_ID } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const ARGS: SeededRepositoryArgs = {
  projectId: PROJECT_ID,
  repositoryName: "model-deploy",
  content: CONTENT,
  protect: true,
};
const create = (args: Partial<SeededRepositoryArgs> = {}) =>
  createdBy((opts) => new SeededRepository("deploy", { ...ARGS, ...args }, opts));
const SEED = "azure-repos:index:RepositorySeed";

describe("SeededRepository", () => {
  it("creates a repository whose main branch exists, and protects it", async () => {
    const cloud = await create();
    const repository = cloud.one(AZURE_DEVOPS.Git, "deploy");
    assert.deepEqual(repository.inputs, {
      projectId: PROJECT_ID,
      name: "model-deploy",
      defaultBranch: "refs/heads/main",
      initialization: { initType: "Clean" },
    });
    assert.equal(repository.protect, true);
  });

  it("can be deleted in a trial", async () => {
    const cloud = await create({ protect: false });
    assert.equal(cloud.one(AZURE_DEVOPS.Git, "deploy").protect, false);
  });

  it("seeds it by one resource, which holds no content", async () => {
    const cloud = await create();
    const [seed, ...more] = cloud.byType(SEED);
    assert.deepEqual([seed?.name, more], ["deploy-seed", []]);
    assert.deepEqual(seed?.inputs, { repositoryId: cloud.one(AZURE_DEVOPS.Git, "deploy").id, ...CONTENT });
  });

  it("leaves the repository as it is when the seed goes", async () => {
    const cloud = await create();
    assert.equal(cloud.one(SEED, "deploy-seed").retainOnDelete, true);
  });

  it("gives away its id and what to wait for", async () => {
    let repository: SeededRepository | undefined;
    const cloud = await createdBy((opts) => (repository = new SeededRepository("deploy", ARGS, opts)));
    assert.ok(repository);
    assert.equal(await valueOf(repository.repositoryId), cloud.one(AZURE_DEVOPS.Git, "deploy").id);
    assert.deepEqual(await Promise.all(repository.seeded.map(({ urn }) => valueOf(urn))), [
      cloud.one(SEED, "deploy-seed").urn,
    ]);
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:SeededRepository", "deploy").urn]);
  });
});
