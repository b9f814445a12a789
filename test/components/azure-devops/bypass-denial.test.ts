import assert from "node:assert/strict";

import type { BypassDenialArgs } from "../../../components/azure-devops/bypass-denial";
import { BypassDenial } from "../../../components/azure-devops/bypass-denial";
import { gitPermissions, groupId } from "./access-support";
import { createdBy, inventory, parentsOf, PROJECT_ID, refused } from "./support";

const ARGS: BypassDenialArgs = {
  projectId: PROJECT_ID,
  groups: { dataScientist: "vssgp.scientists", auditor: "vssgp.auditors" },
  onlyReading: ["auditor"],
};
const create = (args: Partial<BypassDenialArgs> = {}) =>
  createdBy((opts) => new BypassDenial("bypass", { ...ARGS, ...args }, opts));

const NO_BYPASS = { PolicyExempt: "Deny", PullRequestBypassPolicy: "Deny" };

describe("BypassDenial", () => {
  it("denies to bypass policies in all repositories, and to vote where people only read", async () => {
    assert.deepEqual(gitPermissions(await create()), {
      "bypass-dataScientist": {
        projectId: PROJECT_ID,
        principal: "vssgp.scientists",
        permissions: NO_BYPASS,
        replace: true,
      },
      "bypass-auditor": {
        projectId: PROJECT_ID,
        principal: "vssgp.auditors",
        permissions: { ...NO_BYPASS, PullRequestContribute: "Deny" },
        replace: true,
      },
      "bypass-contributors": {
        projectId: PROJECT_ID,
        principal: groupId("Contributors"),
        permissions: NO_BYPASS,
        replace: false,
      },
    });
  });

  it("lets everybody vote by default", async () => {
    const cloud = await createdBy(
      (opts) => new BypassDenial("bypass", { projectId: PROJECT_ID, groups: ARGS.groups }, opts),
    );
    const denied = Object.values(gitPermissions(cloud)) as { permissions: unknown }[];
    assert.deepEqual(
      denied.map(({ permissions }) => permissions),
      [NO_BYPASS, NO_BYPASS, NO_BYPASS],
    );
  });

  it("denies nothing to administrators, and nothing that the program needs to seed and to set policies", async () => {
    const cloud = await create();
    assert.deepEqual(
      cloud.invokes.map(({ args }) => args.name),
      ["Contributors"],
    );
    const denied = Object.values(gitPermissions(cloud)) as { permissions: Record<string, string> }[];
    assert.deepEqual(
      [...new Set(denied.flatMap(({ permissions }) => Object.keys(permissions)))],
      ["PolicyExempt", "PullRequestBypassPolicy", "PullRequestContribute"],
    );
  });

  it("creates nothing else and is the parent of all", async () => {
    const cloud = await create();
    assert.deepEqual(inventory(cloud), [
      "GitPermissions bypass-auditor",
      "GitPermissions bypass-contributors",
      "GitPermissions bypass-dataScientist",
    ]);
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:BypassDenial", "bypass").urn]);
  });

  it("refuses a reader who is in none of the groups before it creates anything", async () => {
    const created = await refused(
      (opts) => new BypassDenial("bypass", { ...ARGS, onlyReading: ["auditors"] }, opts),
      (run) => {
        assert.throws(run, {
          message: "onlyReading names auditors, which is not among groups: use one of dataScientist, auditor",
        });
      },
    );
    assert.deepEqual(created, []);
  });
});
