import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { ACCOUNT_ACCESS_ROLE, TeamAccounts } from "../../../components/organizations/team-accounts";
import { PLANES } from "../../../settings/planes";
import { create } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const accounts = () =>
  create(
    (options) =>
      new TeamAccounts(
        "fraud",
        {
          team: "fraud",
          owner: "fraud-ml@example.com",
          costCenter: "CC-4711",
          emailPattern: "aws+{team}-{account}@example.com",
          nonProductionUnitId: "ou-ab12-non-production",
          productionUnitId: "ou-ab12-production",
        },
        options,
      ),
  );

describe("TeamAccounts", () => {
  it("gives out the id of each account", async () => {
    const { cloud, component } = await accounts();
    assert.deepEqual(
      await valueOf(pulumi.output(component.accountIds)),
      Object.fromEntries(
        PLANES.map((plane) => [plane, cloud.one(AWS.organizations.Account, `fraud-${plane}`).id]),
      ),
    );
  });

  for (const [plane, unit] of [
    ["development", "non-production"],
    ["automation", "production"],
    ["staging", "non-production"],
    ["production", "production"],
  ] as const) {
    it(`puts ${plane} into the unit ${unit}, for good`, async () => {
      const { cloud } = await accounts();
      const account = cloud.one(AWS.organizations.Account, `fraud-${plane}`);
      assert.deepEqual(account.inputs, {
        name: `fraud-${plane}`,
        email: `aws+fraud-${plane}@example.com`,
        parentId: `ou-ab12-${unit}`,
        roleName: ACCOUNT_ACCESS_ROLE,
        iamUserAccessToBilling: "DENY",
        closeOnDeletion: false,
        tags: {
          Team: "fraud",
          Environment: plane,
          Owner: "fraud-ml@example.com",
          CostCenter: "CC-4711",
        },
      });
      assert.equal(account.protect, true);
      assert.equal(account.retainOnDelete, true);
      assert.deepEqual(account.ignoreChanges, ["email", "roleName", "iamUserAccessToBilling"]);
    });
  }
});
