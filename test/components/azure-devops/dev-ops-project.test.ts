import assert from "node:assert/strict";

import type { DevOpsProjectArgs } from "../../../components/azure-devops/dev-ops-project";
import { DevOpsProject } from "../../../components/azure-devops/dev-ops-project";
import { valueOf } from "../../support/outputs";
import { createdBy, inventory, parentsOf, refused } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const ARGS: DevOpsProjectArgs = {
  projectName: "fraud-ml",
  description: "Machine learning of team fraud",
  awsToolkit: "install",
  protect: true,
};

describe("DevOpsProject", () => {
  it("creates a private project for code, boards and pipelines, and protects it", async () => {
    const cloud = await createdBy((opts) => new DevOpsProject("project", ARGS, opts));
    const project = cloud.one(AZURE_DEVOPS.Project, "project");
    assert.deepEqual(project.inputs, {
      name: "fraud-ml",
      description: "Machine learning of team fraud",
      visibility: "private",
      versionControl: "Git",
      workItemTemplate: "Agile",
      features: {
        boards: "enabled",
        repositories: "enabled",
        pipelines: "enabled",
        testplans: "disabled",
        artifacts: "disabled",
      },
    });
    assert.equal(project.protect, true);
    assert.equal(project.place?.account, "contoso-ml");
  });

  it("switches every restriction on pipelines on", async () => {
    const cloud = await createdBy((opts) => new DevOpsProject("project", ARGS, opts));
    const project = cloud.one(AZURE_DEVOPS.Project, "project");
    assert.deepEqual(cloud.one(AZURE_DEVOPS.ProjectPipelineSettings, "project-pipeline-settings").inputs, {
      projectId: project.id,
      enforceJobScope: true,
      enforceJobScopeForRelease: true,
      enforceReferencedRepoScopedToken: true,
      enforceSettableVar: true,
      publishPipelineMetadata: true,
      statusBadgesArePrivate: true,
    });
  });

  it("sees to the AWS Toolkit being there", async () => {
    let project: DevOpsProject | undefined;
    const cloud = await createdBy((opts) => (project = new DevOpsProject("project", ARGS, opts)));
    const toolkit = cloud.one("azure-repos:index:Extension", "project-aws-toolkit");
    assert.deepEqual(toolkit.inputs, { publisherId: "AmazonWebServices", extensionId: "aws-vsts-tools" });
    assert.equal(toolkit.retainOnDelete, true);
    const waitFor = project?.awsToolkit ?? [];
    assert.deepEqual(await Promise.all(waitFor.map(({ urn }) => valueOf(urn))), [toolkit.urn]);
  });

  it("relies on an existing AWS Toolkit if told so, and then nothing waits for it", async () => {
    let project: DevOpsProject | undefined;
    const cloud = await createdBy(
      (opts) =>
        (project = new DevOpsProject("project", { ...ARGS, awsToolkit: "existing", protect: false }, opts)),
    );
    assert.deepEqual(inventory(cloud), [
      "Project project",
      "ProjectPipelineSettings project-pipeline-settings",
    ]);
    assert.deepEqual(project?.awsToolkit, []);
    assert.equal(cloud.one(AZURE_DEVOPS.Project, "project").protect, false);
  });

  it("is the parent of all it creates", async () => {
    const cloud = await createdBy((opts) => new DevOpsProject("project", ARGS, opts));
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:DevOpsProject", "project").urn]);
  });

  it("gives away id and name", async () => {
    let project: DevOpsProject | undefined;
    const cloud = await createdBy((opts) => (project = new DevOpsProject("project", ARGS, opts)));
    assert.ok(project);
    assert.deepEqual(
      [await valueOf(project.projectId), await valueOf(project.projectName)],
      [cloud.one(AZURE_DEVOPS.Project, "project").id, "fraud-ml"],
    );
  });

  for (const projectName of ["", "a", "fraud/ml", "fraud*", "-fraud", "x".repeat(65)]) {
    it(`refuses the name "${projectName}" before it creates anything`, async () => {
      const created = await refused(
        (opts) => new DevOpsProject("project", { ...ARGS, projectName }, opts),
        (run) => {
          assert.throws(run, /^Error: project name is ".*": give 2 to 64 letters/);
        },
      );
      assert.deepEqual(created, []);
    });
  }
});
