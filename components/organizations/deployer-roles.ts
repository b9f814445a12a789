import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Partition } from "../../settings/regions";
import type { PlaneName } from "../../settings/planes";
import { PLANES } from "../../settings/planes";
import { deployerTemplate } from "./deployer-template";
import type { OrganizationalUnits } from "./organizational-units";

export interface DeployerRolesArgs {
  readonly team: string;
  readonly partition: Partition;
  /** Region that CloudFormation works in; the role itself has none. */
  readonly region: string;
  readonly managementAccount: string;
  readonly organizationId: pulumi.Input<string>;
  readonly accountIds: Readonly<Record<PlaneName, pulumi.Output<string>>>;
  /** Units that hold the accounts. */
  readonly units: OrganizationalUnits;
}

/**
 * The role `mlops-deployer` in each account of a team, made by a CloudFormation stack set: it reaches accounts in
 * which nothing exists yet.
 */
export class DeployerRoles extends pulumi.ComponentResource {
  /** Account ids, known only once the role is there: whoever has the id of an account can deploy into it. */
  public readonly readyAccountIds: Readonly<Record<PlaneName, pulumi.Output<string>>>;

  constructor(name: string, args: DeployerRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:DeployerRoles", name, {}, opts);
    const stackSet = this.createStackSet(name, args);
    const instance = this.deploy(name, stackSet, args);
    this.readyAccountIds = Object.fromEntries(
      PLANES.map((plane) => [plane, pulumi.all([args.accountIds[plane], instance.id]).apply(([id]) => id)]),
    ) as Record<PlaneName, pulumi.Output<string>>;
    this.registerOutputs({ readyAccountIds: this.readyAccountIds });
  }

  private createStackSet(name: string, args: DeployerRolesArgs): aws.cloudformation.StackSet {
    return new aws.cloudformation.StackSet(
      name,
      {
        name: `mlops-${args.team}-deployer`,
        description: `Role that deploys the ML landing zone of team ${args.team}`,
        permissionModel: "SERVICE_MANAGED",
        callAs: "SELF",
        capabilities: ["CAPABILITY_NAMED_IAM"],
        // Automatic deployment knows units only: every new account would get a role that trusts this team.
        autoDeployment: { enabled: false },
        templateBody: deployerTemplate({ ...args, automationAccountId: args.accountIds.automation }),
      },
      { parent: this, protect: true },
    );
  }

  private deploy(
    name: string,
    stackSet: aws.cloudformation.StackSet,
    args: DeployerRolesArgs,
  ): aws.cloudformation.StackSetInstance {
    return new aws.cloudformation.StackSetInstance(
      `${name}-accounts`,
      {
        stackSetName: stackSet.name,
        stackSetInstanceRegion: args.region,
        callAs: "SELF",
        deploymentTargets: {
          organizationalUnitIds: [args.units.nonProductionId, args.units.productionId],
          accountFilterType: "INTERSECTION",
          accounts: PLANES.map((plane) => args.accountIds[plane]),
        },
      },
      { parent: this, protect: true },
    );
  }
}
