import type { BudgetArgs } from "@pulumi/aws/budgets";
import { types } from "../../../../policy/harness/types";
import { budgetPerAccount } from "../../../../policy/rules/budgets/budget-per-account";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, drop, edit, node, testStackRule } from "../../rule-table";

const account = node(types.account, "production", { email: "a@example.com" });
const budget = node(
  types.budget,
  "spend",
  {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    costFilters: [{ name: "LinkedAccount", values: [UNKNOWN] }],
    notifications: [
      {
        comparisonOperator: "GREATER_THAN",
        notificationType: "ACTUAL",
        threshold: 80,
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: ["ada@example.com"],
      },
    ],
  } satisfies BudgetArgs,
  { costFilters: account },
);
const missing = `id: no ${types.budget} names this account in its costFilters`;

testStackRule(budgetPerAccount, {
  compliant: [account, budget],
  accepts: { "an account that is no more": drop("production") },
  refuses: {
    "an account without a budget": [drop("spend"), `production ${missing}`],
    "a second account that no budget names": [
      add(node(types.account, "staging", { email: "b@example.com" })),
      `staging ${missing}`,
    ],
    "a budget that warns nobody": [
      edit("spend", { notifications: ABSENT }),
      "spend notifications: is empty: nobody is warned",
    ],
  },
});
