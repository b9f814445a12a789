import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PlaneName } from "../../settings/planes";
import { PLANES } from "../../settings/planes";

export interface TeamBudgetsArgs {
  readonly team: string;
  /** Limit of each account, in US dollars a month. */
  readonly monthlyUsd: number;
  readonly accountIds: Readonly<Record<PlaneName, pulumi.Input<string>>>;
  /** Who is told. */
  readonly emails: readonly string[];
}

/** A monthly budget for each account of a team. It warns, and stops nothing. */
export class TeamBudgets extends pulumi.ComponentResource {
  constructor(name: string, args: TeamBudgetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:TeamBudgets", name, {}, opts);
    for (const plane of PLANES) {
      this.createBudget(`${name}-${plane}`, plane, args);
    }
    this.registerOutputs({});
  }

  private createBudget(name: string, plane: PlaneName, args: TeamBudgetsArgs): void {
    const notice = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...new Set(args.emails)],
    });
    new aws.budgets.Budget(
      name,
      {
        name: `mlops-${args.team}-${plane}`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.monthlyUsd),
        limitUnit: "USD",
        costFilters: [{ name: "LinkedAccount", values: [args.accountIds[plane]] }],
        notifications: [notice("ACTUAL", 80), notice("FORECASTED", 100)],
      },
      { parent: this },
    );
  }
}
