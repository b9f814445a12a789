import assert from "node:assert/strict";

import { setOnly } from "../../components/azure-devops/access-support";
import { deliveryPlane, lines, named } from "../../support/delivery-plane";
import type { MockedCloud, RecordedResource } from "../../support/mocks";
import { AZURE_DEVOPS } from "../../support/types";

/** Permissions on repositories that have at least one in a state. */
const permissionsThat = (cloud: MockedCloud, state: "Allow" | "Deny"): RecordedResource[] =>
  cloud
    .byType(AZURE_DEVOPS.GitPermissions)
    .filter(({ inputs }) => Object.values(inputs.permissions as object).includes(state));

describe("who may do what in the Azure DevOps project", () => {
  let cloud: MockedCloud;

  before(async () => {
    cloud = await deliveryPlane();
  });

  it("lets every persona read the project", () => {
    const { inputs } = cloud.one(AZURE_DEVOPS.GroupMembership, "delivery-readers");
    assert.deepEqual(
      (inputs.members as unknown[]).map((member) => named(cloud, AZURE_DEVOPS.Group, member)),
      ["Data Scientists", "Lead Data Scientists", "ML Engineers", "Platform Administrators", "Auditors"],
    );
  });

  it("lets each persona push to what it works on, and to nothing else", () => {
    const allowed = permissionsThat(cloud, "Allow");
    assert.deepEqual(
      lines(allowed, ({ inputs }) => [
        named(cloud, AZURE_DEVOPS.Group, inputs.principal),
        ">",
        named(cloud, AZURE_DEVOPS.Git, inputs.repositoryId),
      ]),
      [
        "Data Scientists > environments",
        "Data Scientists > model-build-churn",
        "Data Scientists > model-build-payments",
        "Lead Data Scientists > environments",
        "Lead Data Scientists > model-build-churn",
        "Lead Data Scientists > model-build-payments",
        "ML Engineers > model-deploy",
        "Platform Administrators > infrastructure",
      ],
    );
    for (const { inputs } of allowed) {
      assert.deepEqual(setOnly(inputs).permissions, {
        GenericContribute: "Allow",
        CreateBranch: "Allow",
        PullRequestContribute: "Allow",
      });
      assert.equal(inputs.branchName, undefined);
    }
  });

  it("denies to get past the policies of main, to everybody and once more where somebody pushes", () => {
    assert.deepEqual(
      lines(permissionsThat(cloud, "Deny"), ({ inputs }) => [
        named(cloud, AZURE_DEVOPS.Group, inputs.principal) ?? "Contributors",
        "in",
        inputs.repositoryId === undefined
          ? "all repositories"
          : named(cloud, AZURE_DEVOPS.Git, inputs.repositoryId),
        ...[inputs.branchName ?? []].flat(),
        ...Object.keys(setOnly(inputs).permissions as object),
      ]),
      [
        "Auditors in all repositories PolicyExempt PullRequestBypassPolicy PullRequestContribute",
        "Contributors in all repositories PolicyExempt PullRequestBypassPolicy",
        "Data Scientists in all repositories PolicyExempt PullRequestBypassPolicy",
        ...["environments", "model-build-churn", "model-build-payments"].map(
          (repository) =>
            `Data Scientists in ${repository} refs/heads/main ForcePush PolicyExempt PullRequestBypassPolicy`,
        ),
        "Lead Data Scientists in all repositories PolicyExempt PullRequestBypassPolicy",
        ...["environments", "model-build-churn", "model-build-payments"].map(
          (repository) =>
            `Lead Data Scientists in ${repository} refs/heads/main ForcePush PolicyExempt PullRequestBypassPolicy`,
        ),
        "ML Engineers in all repositories PolicyExempt PullRequestBypassPolicy",
        "ML Engineers in model-deploy refs/heads/main ForcePush PolicyExempt PullRequestBypassPolicy",
        "Platform Administrators in all repositories PolicyExempt PullRequestBypassPolicy",
        "Platform Administrators in infrastructure refs/heads/main ForcePush PolicyExempt PullRequestBypassPolicy",
      ],
    );
  });

  it("lets each persona start the pipelines of what it works on, and nobody edit one", () => {
    const permissions = cloud
      .byType(AZURE_DEVOPS.BuildDefinitionPermissions)
      .filter(({ name }) => name !== "delivery-deploy-trigger-permissions");
    assert.deepEqual(
      lines(permissions, ({ inputs }) => [
        named(cloud, AZURE_DEVOPS.Group, inputs.principal),
        ">",
        named(cloud, AZURE_DEVOPS.BuildDefinition, inputs.buildDefinitionId),
      ]),
      [
        "Data Scientists > Image Build",
        "Data Scientists > Model Build churn",
        "Data Scientists > Model Build payments",
        "Lead Data Scientists > Image Build",
        "Lead Data Scientists > Model Build churn",
        "Lead Data Scientists > Model Build payments",
        "ML Engineers > Model Deploy",
        "ML Engineers > Model Deploy Checks",
        "Platform Administrators > Infrastructure",
      ],
    );
    for (const { inputs } of permissions) {
      assert.deepEqual(setOnly(inputs).permissions, { QueueBuilds: "Allow", StopBuilds: "Allow" });
    }
  });

  it("is the same in a trial", async () => {
    const trial = await deliveryPlane({ profile: "trial" });
    for (const type of [AZURE_DEVOPS.GitPermissions, AZURE_DEVOPS.BuildDefinitionPermissions]) {
      assert.deepEqual(
        trial.byType(type).map(({ name, inputs }) => [name, inputs]),
        cloud.byType(type).map(({ name, inputs }) => [name, inputs]),
      );
    }
  });
});
