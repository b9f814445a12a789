import assert from "node:assert/strict";

import type { SeededRepositoryArgs } from "../../../components/azure-devops/seeded-repository";
import { SeededRepository } from "../../../components/azure-devops/seeded-repository";
import { valueOf } from "../../support/outputs";
import { createdBy, parentsOf, PROJECT_ID, refused, waitsFor } from "./support";

const ARGS: SeededRepositoryArgs = {
  projectId: PROJECT_ID,
  repositoryName: "model-deploy",
  files: [
    { path: "README.md", content: "# Model Deploy\n" },
    { path: "azure-pipelines.yml", content: "trigger: none\n" },
    { path: "scripts/a.sh", content: "true\n" },
  ],
  protect: true,
};
const create = (args: Partial<SeededRepositoryArgs> = {}) =>
  createdBy((opts) => new SeededRepository("deploy", { ...ARGS, ...args }, opts));

const GIT = "azuredevops:index/git:Git";
const FILE = "azuredevops:index/gitRepositoryFile:GitRepositoryFile";

describe("SeededRepository", () => {
  it("creates a repository whose main branch exists, and protects it", async () => {
    const cloud = await create();
    const repository = cloud.one(GIT, "deploy");
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
    assert.equal(cloud.one(GIT, "deploy").protect, false);
  });

  it("pushes each file to main without starting a pipeline, and overwrites only the README.md that Clean wrote", async () => {
    const cloud = await create();
    const repositoryId = cloud.one(GIT, "deploy").id;
    const branch = "refs/heads/main";
    assert.deepEqual(
      ["deploy-README.md", "deploy-azure-pipelines.yml", "deploy-scripts/a.sh"].map(
        (name) => cloud.one(FILE, name).inputs,
      ),
      [
        {
          repositoryId,
          file: "README.md",
          content: "# Model Deploy\n",
          branch,
          overwriteOnCreate: true,
          commitMessage: "Seed README.md [skip ci]",
        },
        {
          repositoryId,
          file: "azure-pipelines.yml",
          content: "trigger: none\n",
          branch,
          overwriteOnCreate: false,
          commitMessage: "Seed azure-pipelines.yml [skip ci]",
        },
        {
          repositoryId,
          file: "scripts/a.sh",
          content: "true\n",
          branch,
          overwriteOnCreate: false,
          commitMessage: "Seed scripts/a.sh [skip ci]",
        },
      ],
    );
    assert.equal(cloud.byType(FILE).length, 3);
  });

  it("pushes one file after the other", async () => {
    const cloud = await create();
    assert.deepEqual(
      ["deploy-README.md", "deploy-azure-pipelines.yml", "deploy-scripts/a.sh"].map((name) =>
        waitsFor(cloud, cloud.one(FILE, name)),
      ),
      [["deploy"], ["deploy", "deploy-README.md"], ["deploy", "deploy-azure-pipelines.yml"]],
    );
  });

  it("neither takes back nor removes what the team does with the files", async () => {
    const cloud = await create();
    for (const file of cloud.byType(FILE)) {
      assert.equal(file.retainOnDelete, true);
      assert.deepEqual(file.ignoreChanges, [
        "content",
        "commitMessage",
        "authorName",
        "authorEmail",
        "committerName",
        "committerEmail",
      ]);
    }
  });

  it("gives away its id and what to wait for", async () => {
    let repository: SeededRepository | undefined;
    const cloud = await createdBy((opts) => (repository = new SeededRepository("deploy", ARGS, opts)));
    assert.ok(repository);
    assert.equal(await valueOf(repository.repositoryId), cloud.one(GIT, "deploy").id);
    assert.deepEqual(
      await Promise.all(repository.seeded.map(({ urn }) => valueOf(urn))),
      ["deploy-README.md", "deploy-azure-pipelines.yml", "deploy-scripts/a.sh"].map(
        (name) => cloud.one(FILE, name).urn,
      ),
    );
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:SeededRepository", "deploy").urn]);
  });

  for (const [what, paths, message] of [
    ["no files", [], "has no files to seed: give at least a README.md"],
    ["the same file twice", ["README.md", "README.md"], "is seeded with README.md twice: keep one of them"],
    [
      "an absolute path",
      ["/README.md"],
      'is seeded with "/README.md": give a path inside the repository, such as docs/a.md',
    ],
    [
      "a path out of the repository",
      ["a/../../b"],
      'is seeded with "a/../../b": give a path inside the repository, such as docs/a.md',
    ],
    ["an empty path", [""], 'is seeded with "": give a path inside the repository, such as docs/a.md'],
  ] as const) {
    it(`refuses ${what} before it creates anything`, async () => {
      const files = paths.map((path) => ({ path, content: "" }));
      const created = await refused(
        (opts) => new SeededRepository("deploy", { ...ARGS, files }, opts),
        (run) => {
          assert.throws(run, { message: `repository model-deploy ${message}` });
        },
      );
      assert.deepEqual(created, []);
    });
  }
});
