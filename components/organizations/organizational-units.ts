import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface OrganizationalUnitsArgs {
  /** Root of the organization, `r-...`. */
  readonly rootId: pulumi.Input<string>;
}

/** The units of ML accounts: `ml`, and in it `ml-non-production` and `ml-production`. */
export class OrganizationalUnits extends pulumi.ComponentResource {
  /** Parent of the other two: what holds for all ML accounts is attached here. */
  public readonly mlId: pulumi.Output<string>;
  public readonly nonProductionId: pulumi.Output<string>;
  public readonly productionId: pulumi.Output<string>;

  constructor(name: string, args: OrganizationalUnitsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:OrganizationalUnits", name, {}, opts);
    const unit = (unitName: string, parentId: pulumi.Input<string>): pulumi.Output<string> =>
      new aws.organizations.OrganizationalUnit(
        `${name}-${unitName}`,
        { name: unitName, parentId },
        { parent: this, protect: true },
      ).id;
    this.mlId = unit("ml", args.rootId);
    this.nonProductionId = unit("ml-non-production", this.mlId);
    this.productionId = unit("ml-production", this.mlId);
    this.registerOutputs({
      mlId: this.mlId,
      nonProductionId: this.nonProductionId,
      productionId: this.productionId,
    });
  }
}
