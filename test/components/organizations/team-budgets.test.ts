import assert from "node:assert/strict";

import { TeamBudgets } from "../../../components/organizations/team-budgets";
import { create } from "../../support/fixtures";
import { ACCOUNTS } from "../../support/planes";
import { AWS } from "../../support/types";

const budgets = (emails: readonly string[] = ["fraud-ml@example.com", "ml-platform@example.com"]) =>
  create(
    (options) =>
      new TeamBudgets(
        "fraud-budget",
        { team: "fraud", monthlyUsd: 1500, accountIds: ACCOUNTS, emails },
        options,
      ),
  );

describe("TeamBudgets", () => {
  for (const [plane, account] of Object.entries(ACCOUNTS)) {
    it(`warns of what ${plane} spends and will spend`, async () => {
      const { cloud } = await budgets();
      const notice = {
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: ["fraud-ml@example.com", "ml-platform@example.com"],
      };
      assert.deepEqual(cloud.one(AWS.budgets.Budget, `fraud-budget-${plane}`).inputs, {
        name: `mlops-fraud-${plane}`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: "1500",
        limitUnit: "USD",
        costFilters: [{ name: "LinkedAccount", values: [account] }],
        notifications: [
          { ...notice, notificationType: "ACTUAL", threshold: 80 },
          { ...notice, notificationType: "FORECASTED", threshold: 100 },
        ],
      });
    });
  }

  it("tell nobody twice", async () => {
    const { cloud } = await budgets(["ada@example.com", "ada@example.com"]);
    const { notifications } = cloud.one(AWS.budgets.Budget, "fraud-budget-staging").inputs;
    assert.deepEqual(
      (notifications as { subscriberEmailAddresses: string[] }[]).map(
        ({ subscriberEmailAddresses }) => subscriberEmailAddresses,
      ),
      [["ada@example.com"], ["ada@example.com"]],
    );
  });
});
