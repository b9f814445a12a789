import assert from "node:assert/strict";

import type { PipelineArgs } from "../../../components/azure-devops/pipeline";
import { Pipeline } from "../../../components/azure-devops/pipeline";
import { valueOf } from "../../support/outputs";
import { createdBy, inventory, parentsOf, PROJECT_ID, refused, REPOSITORY_ID } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const ARGS: PipelineArgs = {
  projectId: PROJECT_ID,
  pipelineName: "Model Deploy",
  repositoryId: REPOSITORY_ID,
  file: "azure-pipelines.yml",
  uses: {
    connection: { type: "endpoint", id: "0e9d8c7b-6a5f-4e3d-a2c1-b0f9e8d7c6b5" },
    production: { type: "environment", id: "12" },
  },
};
const create = (args: Partial<PipelineArgs> = {}) =>
  createdBy((opts) => new Pipeline("deploy", { ...ARGS, ...args }, opts));

describe("Pipeline", () => {
  it("runs a file of the main branch with its own triggers", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.BuildDefinition, "deploy").inputs, {
      projectId: PROJECT_ID,
      name: "Model Deploy",
      path: "\\",
      repository: {
        repoType: "TfsGit",
        repoId: REPOSITORY_ID,
        branchName: "refs/heads/main",
        ymlPath: "azure-pipelines.yml",
      },
      ciTrigger: { useYaml: true },
      variables: [],
    });
  });

  it("takes a folder", async () => {
    const cloud = await create({ folder: "\\Models\\Build" });
    assert.equal(cloud.one(AZURE_DEVOPS.BuildDefinition, "deploy").inputs.path, "\\Models\\Build");
  });

  it("has variables that nobody can change for a run", async () => {
    const cloud = await create({ variables: { AWS_REGION: "eu-west-1", PULUMI_STACK: "prod" } });
    assert.deepEqual(cloud.one(AZURE_DEVOPS.BuildDefinition, "deploy").inputs.variables, [
      { name: "AWS_REGION", value: "eu-west-1", allowOverride: false },
      { name: "PULUMI_STACK", value: "prod", allowOverride: false },
    ]);
  });

  it("may use exactly what it names, and it alone", async () => {
    const cloud = await create();
    const pipelineId = Number(cloud.one(AZURE_DEVOPS.BuildDefinition, "deploy").id);
    assert.ok(Number.isInteger(pipelineId));
    assert.deepEqual(
      ["deploy-connection", "deploy-production"].map(
        (name) => cloud.one(AZURE_DEVOPS.PipelineAuthorization, name).inputs,
      ),
      [
        {
          projectId: PROJECT_ID,
          type: "endpoint",
          resourceId: "0e9d8c7b-6a5f-4e3d-a2c1-b0f9e8d7c6b5",
          pipelineId,
        },
        { projectId: PROJECT_ID, type: "environment", resourceId: "12", pipelineId },
      ],
    );
    assert.equal(cloud.byType(AZURE_DEVOPS.PipelineAuthorization).length, 2);
  });

  it("may use nothing if it names nothing", async () => {
    assert.deepEqual(inventory(await create({ uses: {} })), ["BuildDefinition deploy"]);
  });

  it("gives away its id as a number", async () => {
    let pipeline: Pipeline | undefined;
    const cloud = await createdBy((opts) => (pipeline = new Pipeline("deploy", ARGS, opts)));
    assert.ok(pipeline);
    assert.equal(
      await valueOf(pipeline.pipelineId),
      Number(cloud.one(AZURE_DEVOPS.BuildDefinition, "deploy").id),
    );
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:Pipeline", "deploy").urn]);
  });

  for (const [what, args, message] of [
    [
      "a folder without backslash",
      { folder: "Models" },
      /^Error: folder of pipeline Model Deploy is "Models"/,
    ],
    ["a folder with a slash", { folder: "\\Models/Build" }, /^Error: folder of pipeline Model Deploy/],
    [
      "a folder that ends with a backslash",
      { folder: "\\Models\\" },
      /^Error: folder of pipeline Model Deploy/,
    ],
    [
      "a file that is not YAML",
      { file: "Jenkinsfile" },
      /^Error: file of pipeline Model Deploy is "Jenkinsfile"/,
    ],
    ["an absolute file", { file: "/azure-pipelines.yml" }, /^Error: file of pipeline Model Deploy/],
  ] as const) {
    it(`refuses ${what} before it creates anything`, async () => {
      const created = await refused(
        (opts) => new Pipeline("deploy", { ...ARGS, ...args }, opts),
        (run) => {
          assert.throws(run, message);
        },
      );
      assert.deepEqual(created, []);
    });
  }
});
