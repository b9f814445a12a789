import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const budgetPerAccount = stackRule({
  name: "budget-per-account",
  description: "Every AWS account has a budget that warns somebody.",
  severity: "medium",
  level: "mandatory",
  controls: ["Well-Architected COST02-BP05"],
  remediation: "make a budget whose costFilters name the account, with at least one notification",
  url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.account), (account, report) => {
      const budgets = stack.graph.sources(types.budget, "costFilters", account);
      if (budgets.length === 0) {
        report.violation("id", `no ${types.budget} names this account in its costFilters`);
      }
      stack.judge(budgets, (budget, budgetReport) => {
        if (budget.keys("notifications").length === 0) {
          budgetReport.violation("notifications", "is empty: nobody is warned");
        }
      });
    });
  },
});
