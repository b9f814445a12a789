import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PlaneName } from "../../settings/planes";
import { PLANES } from "../../settings/planes";

export interface TeamAccountsArgs {
  readonly team: string;
  readonly owner: string;
  readonly costCenter: string;
  /** Root e-mail address with {team} and {account}; each address must be new to AWS. */
  readonly emailPattern: string;
  readonly nonProductionUnitId: pulumi.Input<string>;
  readonly productionUnitId: pulumi.Input<string>;
}

/** Role that AWS Organizations makes in a new account; it trusts the management account. */
export const ACCOUNT_ACCESS_ROLE = "OrganizationAccountAccessRole";

/** What production depends on lives with production: the registry, the images and the keys of automation. */
const IN_PRODUCTION: readonly PlaneName[] = ["automation", "production"];

/**
 * The four accounts of a team. Accounts cannot be recreated and their e-mail addresses cannot be reused, so they are
 * protected and stay when the stack is destroyed.
 */
export class TeamAccounts extends pulumi.ComponentResource {
  public readonly accountIds: Readonly<Record<PlaneName, pulumi.Output<string>>>;

  constructor(name: string, args: TeamAccountsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:TeamAccounts", name, {}, opts);
    this.accountIds = Object.fromEntries(
      PLANES.map((plane) => [plane, this.createAccount(name, plane, args).id]),
    ) as Record<PlaneName, pulumi.Output<string>>;
    this.registerOutputs({ accountIds: this.accountIds });
  }

  private createAccount(name: string, plane: PlaneName, args: TeamAccountsArgs): aws.organizations.Account {
    return new aws.organizations.Account(
      `${name}-${plane}`,
      {
        name: `${args.team}-${plane}`,
        email: args.emailPattern.replaceAll("{team}", args.team).replaceAll("{account}", plane),
        parentId: IN_PRODUCTION.includes(plane) ? args.productionUnitId : args.nonProductionUnitId,
        roleName: ACCOUNT_ACCESS_ROLE,
        iamUserAccessToBilling: "DENY",
        closeOnDeletion: false,
        tags: { Team: args.team, Environment: plane, Owner: args.owner, CostCenter: args.costCenter },
      },
      {
        parent: this,
        protect: true,
        retainOnDelete: true,
        // Another pattern is for new accounts: the provider would replace an account for its address. AWS does not tell
        // the other two back, so that after an import a difference would replace it.
        ignoreChanges: ["email", "roleName", "iamUserAccessToBilling"],
      },
    );
  }
}
