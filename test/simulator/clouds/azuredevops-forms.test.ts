import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Forms } from "./samples";
import { assertForms, GUID, sample } from "./samples";
import { AZURE_DEVOPS } from "../../support/types";

const PROJECT = "6f1d2c3b-4a59-4687-a7f6-e5d4c3b2a190";

const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [AZURE_DEVOPS.Project, { id: GUID, processTemplateId: GUID }],
  [
    AZURE_DEVOPS.Git,
    {
      id: GUID,
      remoteUrl: `https://contoso@dev\\.azure\\.com/contoso/${PROJECT}/_git/sample-[0-9a-f]{7}`,
      sshUrl: `git@ssh\\.dev\\.azure\\.com:v3/contoso/${PROJECT}/sample-[0-9a-f]{7}`,
      url: `https://dev\\.azure\\.com/contoso/${PROJECT}/_apis/git/repositories/${GUID}`,
      webUrl: `https://dev\\.azure\\.com/contoso/${PROJECT}/_git/sample-[0-9a-f]{7}`,
    },
  ],
  [AZURE_DEVOPS.ServiceEndpointAws, { id: GUID }],
  [AZURE_DEVOPS.Group, { id: "vssgp\\.[A-Za-z0-9_-]{60,}", originId: GUID, groupId: GUID, origin: "vsts" }],
  [AZURE_DEVOPS.User, { id: GUID, descriptor: "aad\\.[A-Za-z0-9_-]{48}" }],
  [AZURE_DEVOPS.ServicePrincipalEntitlement, { id: GUID, descriptor: "aadsp\\.[A-Za-z0-9_-]{48}" }],
  [AZURE_DEVOPS.BuildDefinition, { id: "[1-9][0-9]{7}" }],
  [AZURE_DEVOPS.Environment, { id: "[1-9][0-9]{7}" }],
  [AZURE_DEVOPS.CheckApproval, { id: "[1-9][0-9]{7}" }],
  [AZURE_DEVOPS.BranchPolicyMinReviewers, { id: "[1-9][0-9]{7}" }],
  ["azure-repos:index:Extension", { id: "ms-vsts/sample" }],
  [
    "azure-repos:index:RepositorySeed",
    { id: "0b1c2d3e-4f50-4161-a273-8495a6b7c8d9", commitId: "[0-9a-f]{40}" },
  ],
  [AZURE_DEVOPS.GitPermissions, { id: `repoV2/${PROJECT}/vssgp\\.sample` }],
];

describe("ids and addresses look like those of Azure DevOps", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }

  it("permissions on a branch name it in hexadecimal, as Azure DevOps does", () => {
    const { id } = simulate(
      sample(AZURE_DEVOPS.GitPermissions, "p", {
        repositoryId: "repo",
        branchName: "refs/heads/main",
      }),
    );
    assert.equal(id, `repoV2/${PROJECT}/repo/refs/heads/6d00610069006e00/vssgp.p`);
  });

  it("authorization of a repository names its project too", () => {
    const { id } = simulate(sample(AZURE_DEVOPS.PipelineAuthorization, "repo", { type: "repository" }));
    assert.equal(id, `${PROJECT}.repo`);
  });

  it("a group of Entra keeps its origin", () => {
    const { id, outputs } = simulate(
      sample(AZURE_DEVOPS.Group, "entra", { originId: "93a1b2c3-d4e5-4f60-a718-29304a5b6c7d" }),
    );
    assert.match(id, /^aadgp\./);
    assert.equal(outputs.origin, "aad");
  });
});
