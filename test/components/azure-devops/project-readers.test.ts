import assert from "node:assert/strict";

import { ProjectReaders } from "../../../components/azure-devops/project-readers";
import { groupId } from "./access-support";
import { createdBy, inventory, parentsOf, PROJECT_ID } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const GROUPS = ["vssgp.scientists", "vssgp.auditors"];
const create = () =>
  createdBy((opts) => new ProjectReaders("readers", { projectId: PROJECT_ID, groups: GROUPS }, opts));

describe("ProjectReaders", () => {
  it("adds the groups to the Readers of the project, and removes nobody from there", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.GroupMembership, "readers").inputs, {
      group: groupId("Readers"),
      members: GROUPS,
      mode: "add",
    });
    assert.deepEqual(inventory(cloud), ["GroupMembership readers"]);
  });

  it("looks for the group of this project", async () => {
    assert.deepEqual((await create()).invokes, [
      {
        token: AZURE_DEVOPS.getGroup,
        args: { projectId: PROJECT_ID, name: "Readers" },
      },
    ]);
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:ProjectReaders", "readers").urn]);
  });
});
