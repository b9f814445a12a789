import assert from "node:assert/strict";

import type { Approval } from "../../../components/azure-devops/checks";
import type { GatedEnvironmentArgs } from "../../../components/azure-devops/gated-environment";
import { GatedEnvironment } from "../../../components/azure-devops/gated-environment";
import { valueOf } from "../../support/outputs";
import { createdBy, inventory, parentsOf, PROJECT_ID, refused } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

const ENGINEERS = "0e9d8c7b-6a5f-4e3d-a2c1-b0f9e8d7c6b5";
const AUDITORS = "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21";
const APPROVAL: Approval = {
  approverOriginIds: [ENGINEERS],
  instructions: "Look at the results of staging.",
};
const UNATTENDED: GatedEnvironmentArgs = {
  projectId: PROJECT_ID,
  environmentName: "production",
  description: "Models that serve",
  lock: "exclusive",
};
const ARGS: GatedEnvironmentArgs = { ...UNATTENDED, approval: APPROVAL };
const create = (args: Partial<GatedEnvironmentArgs> = {}) =>
  createdBy((opts) => new GatedEnvironment("production", { ...ARGS, ...args }, opts));

describe("GatedEnvironment", () => {
  it("creates the environment that the pipelines name", async () => {
    const cloud = await create();
    assert.deepEqual(cloud.one(AZURE_DEVOPS.Environment, "production").inputs, {
      projectId: PROJECT_ID,
      name: "production",
      description: "Models that serve",
    });
  });

  it("takes one deployment at a time, from the protected main branch, after approval by somebody else", async () => {
    const cloud = await create();
    const target = {
      projectId: PROJECT_ID,
      targetResourceId: cloud.one(AZURE_DEVOPS.Environment, "production").id,
      targetResourceType: "environment",
    };
    assert.deepEqual(cloud.one(AZURE_DEVOPS.CheckExclusiveLock, "production-lock").inputs, target);
    assert.deepEqual(cloud.one(AZURE_DEVOPS.CheckBranchControl, "production-branch").inputs, {
      ...target,
      displayName: "Protected main branch only",
      allowedBranches: "refs/heads/main",
      verifyBranchProtection: true,
      ignoreUnknownProtectionStatus: false,
    });
    assert.deepEqual(cloud.one(AZURE_DEVOPS.CheckApproval, "production-approval").inputs, {
      ...target,
      approvers: [ENGINEERS],
      minimumRequiredApprovers: 1,
      requesterCanApprove: false,
      timeout: 10_080,
      instructions: "Look at the results of staging.",
    });
  });

  it("asks several groups and waits as long as it is told", async () => {
    const approval = {
      ...APPROVAL,
      approverOriginIds: [ENGINEERS, AUDITORS],
      minimumRequiredApprovers: 2,
      timeoutMinutes: 60,
    };
    const { inputs } = (await create({ approval })).one(AZURE_DEVOPS.CheckApproval, "production-approval");
    assert.deepEqual(
      [inputs.approvers, inputs.minimumRequiredApprovers, inputs.timeout],
      [[ENGINEERS, AUDITORS], 2, 60],
    );
  });

  it("keeps lock and branch where no approval is asked for", async () => {
    const cloud = await createdBy((opts) => new GatedEnvironment("staging", UNATTENDED, opts));
    assert.deepEqual(inventory(cloud), [
      "CheckBranchControl staging-branch",
      "CheckExclusiveLock staging-lock",
      "Environment staging",
    ]);
  });

  it("keeps nobody waiting without a lock, and guards the branch all the same", async () => {
    const args: GatedEnvironmentArgs = { ...UNATTENDED, environmentName: "model-build", lock: "none" };
    const cloud = await createdBy((opts) => new GatedEnvironment("model-build", args, opts));
    assert.deepEqual(inventory(cloud), ["CheckBranchControl model-build-branch", "Environment model-build"]);
    assert.equal(
      cloud.one(AZURE_DEVOPS.CheckBranchControl, "model-build-branch").inputs.allowedBranches,
      "refs/heads/main",
    );
  });

  it("asks for approval without a lock, too", async () => {
    assert.deepEqual(inventory(await create({ lock: "none" })), [
      "CheckApproval production-approval",
      "CheckBranchControl production-branch",
      "Environment production",
    ]);
  });

  it("gives away id and name", async () => {
    let environment: GatedEnvironment | undefined;
    const cloud = await createdBy((opts) => (environment = new GatedEnvironment("production", ARGS, opts)));
    assert.ok(environment);
    assert.deepEqual(
      [await valueOf(environment.environmentId), await valueOf(environment.environmentName)],
      [cloud.one(AZURE_DEVOPS.Environment, "production").id, "production"],
    );
  });

  it("is the parent of all it creates", async () => {
    const cloud = await create();
    assert.deepEqual(parentsOf(cloud), [cloud.one("mlops:azuredevops:GatedEnvironment", "production").urn]);
  });

  for (const [what, approval, message] of [
    ["without groups", { approverOriginIds: [] }, "approval of environment production names no group"],
    [
      "of all members",
      { minimumRequiredApprovers: 0 },
      "minimumRequiredApprovers of environment production is 0",
    ],
    [
      "of half a group",
      { minimumRequiredApprovers: 0.5 },
      "minimumRequiredApprovers of environment production is 0.5",
    ],
    [
      "of more groups than there are",
      { minimumRequiredApprovers: 2 },
      "minimumRequiredApprovers of environment production is 2: give a whole number from 1 to 1, the number of groups",
    ],
    ["within no time", { timeoutMinutes: 0 }, "timeoutMinutes of environment production is 0"],
    [
      "within more than 30 days",
      { timeoutMinutes: 43_201 },
      "timeoutMinutes of environment production is 43201: give a whole number from 1 to 43200",
    ],
  ] as const) {
    it(`refuses an approval ${what} before it creates anything`, async () => {
      const created = await refused(
        (opts) =>
          new GatedEnvironment("production", { ...ARGS, approval: { ...APPROVAL, ...approval } }, opts),
        (run) => {
          assert.throws(run, (error: Error) => error.message.startsWith(message));
        },
      );
      assert.deepEqual(created, []);
    });
  }
});
