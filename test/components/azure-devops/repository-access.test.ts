import assert from "node:assert/strict";

import type { RepositoryAccessArgs } from "../../../components/azure-devops/repository-access";
import { RepositoryAccess } from "../../../components/azure-devops/repository-access";
import { gitPermissions } from "./access-support";
import { createdBy, inventory, parentsOf, PROJECT_ID, REPOSITORY_ID } from "./support";

const CONTRIBUTORS = { dataScientist: "vssgp.scientists", leadDataScientist: "vssgp.leads" };
const create = (contributors: RepositoryAccessArgs["contributors"] = CONTRIBUTORS) =>
  createdBy(
    (opts) =>
      new RepositoryAccess(
        "access",
        { projectId: PROJECT_ID, repositoryId: REPOSITORY_ID, contributors },
        opts,
      ),
  );

describe("RepositoryAccess", () => {
  it("lets a group push branches and open pull requests, and nothing of that past the policies of main", async () => {
    const cloud = await create({ mlEngineer: "vssgp.engineers" });
    const repository = {
      projectId: PROJECT_ID,
      repositoryId: REPOSITORY_ID,
      principal: "vssgp.engineers",
      replace: true,
    };
    assert.deepEqual(gitPermissions(cloud), {
      "access-mlEngineer": {
        ...repository,
        permissions: { GenericContribute: "Allow", CreateBranch: "Allow", PullRequestContribute: "Allow" },
      },
      "access-mlEngineer-main": {
        ...repository,
        branchName: "refs/heads/main",
        permissions: { PolicyExempt: "Deny", PullRequestBypassPolicy: "Deny", ForcePush: "Deny" },
      },
    });
  });

  it("does so for each group, and for nobody else", async () => {
    assert.deepEqual(inventory(await create()), [
      "GitPermissions access-dataScientist",
      "GitPermissions access-dataScientist-main",
      "GitPermissions access-leadDataScientist",
      "GitPermissions access-leadDataScientist-main",
    ]);
    assert.deepEqual(inventory(await create({})), []);
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:RepositoryAccess", "access").urn]);
  });
});
