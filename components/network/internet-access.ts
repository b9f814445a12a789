import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { publicSubnetCidrs } from "./addresses";

export interface InternetAccessArgs {
  readonly vpcId: pulumi.Input<string>;
  /** The whole network; public subnets are cut from its fourth quarter. */
  readonly cidr: string;
  /** Availability Zones that have a private subnet. */
  readonly zoneNames: readonly pulumi.Input<string>[];
  /** Route tables of the private subnets, in the order of the zones. */
  readonly routeTableIds: readonly pulumi.Input<string>[];
  /** One gateway for all zones, or one per zone: dearer, but the failure of a zone takes nothing from the others. */
  readonly natGateways: "single" | "perZone";
}

/**
 * Way out of private subnets to the internet, and no way in: NAT gateways in small public subnets. Nothing of ours runs
 * in those, so they give out no public addresses.
 */
export class InternetAccess extends pulumi.ComponentResource {
  /** The addresses that others see, for their allow lists. */
  public readonly publicIps: pulumi.Output<string>[];

  constructor(name: string, args: InternetAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:network:InternetAccess", name, {}, opts);
    const zoneNames = args.natGateways === "single" ? args.zoneNames.slice(0, 1) : args.zoneNames;
    const gateway = new aws.ec2.InternetGateway(
      `${name}-gateway`,
      { vpcId: args.vpcId, tags: { Name: name } },
      { parent: this },
    );
    const routeTableId = this.createPublicRoutes(name, args, gateway);
    const subnetIds = this.createPublicSubnets(name, args, zoneNames, routeTableId);
    const natGateways = subnetIds.map((subnetId, index) =>
      this.createNatGateway(`${name}-nat-${index + 1}`, subnetId, gateway),
    );
    this.routePrivateSubnets(name, args, natGateways);
    this.publicIps = natGateways.map(({ publicIp }) => publicIp);
    this.registerOutputs({ publicIps: this.publicIps });
  }

  private createPublicRoutes(
    name: string,
    { vpcId }: InternetAccessArgs,
    gateway: aws.ec2.InternetGateway,
  ): pulumi.Output<string> {
    const table = new aws.ec2.RouteTable(
      `${name}-routes`,
      { vpcId, tags: { Name: `${name}-public` } },
      { parent: this },
    );
    new aws.ec2.Route(
      `${name}-route`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      { parent: this },
    );
    return table.id;
  }

  private createPublicSubnets(
    name: string,
    { vpcId, cidr }: InternetAccessArgs,
    zoneNames: readonly pulumi.Input<string>[],
    routeTableId: pulumi.Input<string>,
  ): pulumi.Output<string>[] {
    const cidrs = publicSubnetCidrs(cidr, zoneNames.length);
    return zoneNames.map((availabilityZone, index) => {
      const zone = `${name}-${index + 1}`;
      const subnet = new aws.ec2.Subnet(
        zone,
        {
          vpcId,
          cidrBlock: cidrs[index],
          availabilityZone,
          mapPublicIpOnLaunch: false,
          tags: { Name: zone },
        },
        { parent: this },
      );
      new aws.ec2.RouteTableAssociation(
        `${zone}-routes`,
        { subnetId: subnet.id, routeTableId },
        { parent: this },
      );
      return subnet.id;
    });
  }

  private createNatGateway(
    name: string,
    subnetId: pulumi.Input<string>,
    gateway: aws.ec2.InternetGateway,
  ): aws.ec2.NatGateway {
    const address = new aws.ec2.Eip(
      `${name}-address`,
      { domain: "vpc", tags: { Name: name } },
      { parent: this, dependsOn: [gateway] },
    );
    return new aws.ec2.NatGateway(
      name,
      { subnetId, allocationId: address.allocationId, connectivityType: "public", tags: { Name: name } },
      // AWS refuses a public NAT gateway in a network that has no internet gateway yet.
      { parent: this, dependsOn: [gateway] },
    );
  }

  private routePrivateSubnets(
    name: string,
    { routeTableIds }: InternetAccessArgs,
    natGateways: readonly aws.ec2.NatGateway[],
  ): void {
    routeTableIds.forEach((routeTableId, index) => {
      const natGateway = natGateways[index] ?? natGateways[0];
      new aws.ec2.Route(
        `${name}-from-${index + 1}`,
        { routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId: natGateway?.id },
        { parent: this },
      );
    });
  }
}
