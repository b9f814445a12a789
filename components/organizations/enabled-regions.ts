import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { PlaneName } from "../../settings/planes";
import { PLANES } from "../../settings/planes";

export interface EnabledRegionsArgs {
  readonly accountIds: Readonly<Record<PlaneName, pulumi.Input<string>>>;
  /** Regions that AWS asks accounts to opt into. */
  readonly regions: readonly string[];
}

/** AWS takes minutes as a rule, and hours at times; the provider alone would give up after one. */
const LONGEST_ENABLING = "6h";

/**
 * Opts the accounts of a team into Regions that are off by default. AWS Account Management must have access to the
 * organization. A Region stays enabled when the stack is destroyed: disabling it would cut people off from what is in it.
 */
export class EnabledRegions extends pulumi.ComponentResource {
  /** Account ids, known only once their Regions are enabled. */
  public readonly accountIds: Readonly<Record<PlaneName, pulumi.Output<string>>>;

  constructor(name: string, args: EnabledRegionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:EnabledRegions", name, {}, opts);
    this.accountIds = Object.fromEntries(
      PLANES.map((plane) => [plane, this.enable(`${name}-${plane}`, args.accountIds[plane], args.regions)]),
    ) as Record<PlaneName, pulumi.Output<string>>;
    this.registerOutputs({ accountIds: this.accountIds });
  }

  private enable(
    name: string,
    accountId: pulumi.Input<string>,
    regions: readonly string[],
  ): pulumi.Output<string> {
    const enabled = regions.map(
      (regionName) =>
        new aws.account.Region(
          `${name}-${regionName}`,
          { accountId, regionName, enabled: true },
          { parent: this, protect: true, retainOnDelete: true, customTimeouts: { create: LONGEST_ENABLING } },
        ).id,
    );
    return pulumi.all([accountId, pulumi.all(enabled)]).apply(([id]) => id);
  }
}
