import assert from "node:assert/strict";

import { setOnly } from "./access-support";
import { DeployTriggerIdentity } from "../../../components/azure-devops/deploy-trigger-identity";
import { valueOf } from "../../support/outputs";
import { createdBy, inventory, parentsOf, PROJECT_ID, refused } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const ARGS = { projectId: PROJECT_ID, objectId: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32", pipelineId: 42 };
const create = () => createdBy((opts) => new DeployTriggerIdentity("trigger", ARGS, opts));

describe("DeployTriggerIdentity", () => {
  it("admits the enterprise application to the organization", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.ServicePrincipalEntitlement, "trigger").inputs, {
      originId: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32",
      origin: "aad",
      accountLicenseType: "express",
    });
  });

  it("may see and start one pipeline, and nothing else", async () => {
    const cloud = await create();
    const group = cloud.one(AZURE_DEVOPS.Group, "trigger-group");
    assert.deepEqual(
      setOnly(cloud.one(AZURE_DEVOPS.BuildDefinitionPermissions, "trigger-permissions").inputs),
      {
        projectId: PROJECT_ID,
        buildDefinitionId: "42",
        principal: group.id,
        permissions: { ViewBuilds: "Allow", ViewBuildDefinition: "Allow", QueueBuilds: "Allow" },
        replace: true,
      },
    );
    assert.deepEqual(inventory(cloud), [
      "BuildDefinitionPermissions trigger-permissions",
      "Group trigger-group",
      "GroupMembership trigger-membership",
      "ServicePrincipalEntitlement trigger",
    ]);
  });

  it("is the only member that its group is given", async () => {
    let identity: DeployTriggerIdentity | undefined;
    const cloud = await createdBy((opts) => (identity = new DeployTriggerIdentity("trigger", ARGS, opts)));
    const group = cloud.one(AZURE_DEVOPS.Group, "trigger-group");
    assert.deepEqual(group.inputs, {
      scope: PROJECT_ID,
      displayName: "Deployment triggers",
      description: "Start the Model Deploy pipeline when a model version is approved.",
    });
    assert.ok(identity);
    assert.deepEqual(cloud.one(AZURE_DEVOPS.GroupMembership, "trigger-membership").inputs, {
      group: group.id,
      members: [await valueOf(identity.descriptor)],
      mode: "add",
    });
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:DeployTriggerIdentity", "trigger").urn]);
  });

  for (const objectId of ["", "my-application", "c2a94e7d5f184e63b0a79e1d4c6b8f32"]) {
    it(`refuses the object id "${objectId}" before it creates anything`, async () => {
      const created = await refused(
        (opts) => new DeployTriggerIdentity("trigger", { ...ARGS, objectId }, opts),
        (run) => {
          assert.throws(run, /^Error: object id of the deploy trigger is ".*": copy the object id/);
        },
      );
      assert.deepEqual(created, []);
    });
  }
});
