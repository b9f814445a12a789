import assert from "node:assert/strict";

import { EnabledRegions } from "../../../components/organizations/enabled-regions";
import { create } from "../../support/fixtures";
import { ACCOUNTS } from "../../support/planes";
import { AWS } from "../../support/types";

describe("EnabledRegions", () => {
  it("enables each Region for each account, and leaves it so when the stack is destroyed", async () => {
    const { cloud } = await create(
      (options) =>
        new EnabledRegions(
          "fraud-regions",
          { accountIds: ACCOUNTS, regions: ["me-central-1", "il-central-1"] },
          options,
        ),
    );
    const made = cloud.byType(AWS.account.Region);
    assert.deepEqual(
      made.map(({ name, inputs }) => [name, inputs]),
      Object.entries(ACCOUNTS).flatMap(([plane, accountId]) =>
        ["me-central-1", "il-central-1"].map((regionName) => [
          `fraud-regions-${plane}-${regionName}`,
          { accountId, regionName, enabled: true },
        ]),
      ),
    );
    assert.ok(made.every(({ protect }) => protect));
  });
});
