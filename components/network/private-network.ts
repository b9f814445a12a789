import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Netmask } from "netmask";

import type { Scope } from "../../settings/scope";

export interface PrivateNetworkArgs {
  readonly scope: Scope;
  /** IPv4 network between /16 and /24; each zone gets a quarter of it. */
  readonly cidr: string;
  /** How many Availability Zones have a subnet: 2 or 3. */
  readonly availabilityZones: number;
}

/**
 * Network without a way to the internet: one private subnet a zone, S3 through a gateway endpoint, and a security
 * group for workloads that may talk to each other and to S3 only.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  public readonly vpcId: pulumi.Output<string>;
  public readonly subnetIds: pulumi.Output<string>[];
  public readonly workloadSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:network:PrivateNetwork", name, {}, opts);
    const cidrs = subnetCidrs(args.cidr, args.availabilityZones);
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: args.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } },
      { parent: this },
    );
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: { Name: `${name}-closed` } },
      { parent: this },
    );
    const routes = new aws.ec2.RouteTable(
      `${name}-routes`,
      { vpcId: vpc.id, tags: { Name: `${name}-private` } },
      { parent: this },
    );
    this.vpcId = vpc.id;
    this.subnetIds = this.createSubnets(name, vpc, routes, cidrs);
    const s3 = this.createS3Endpoint(name, vpc, routes, args.scope);
    this.workloadSecurityGroupId = this.createWorkloadSecurityGroup(name, vpc, s3);
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      workloadSecurityGroupId: this.workloadSecurityGroupId,
    });
  }

  private createSubnets(
    name: string,
    vpc: aws.ec2.Vpc,
    routes: aws.ec2.RouteTable,
    cidrs: readonly string[],
  ): pulumi.Output<string>[] {
    const zones = aws.getAvailabilityZonesOutput(
      // Local Zones that an account has opted into would be in the list too.
      { state: "available", filters: [{ name: "zone-type", values: ["availability-zone"] }] },
      { parent: this },
    );
    return cidrs.map((cidrBlock, index) => {
      const zone = `${name}-${index + 1}`;
      const subnet = new aws.ec2.Subnet(
        zone,
        {
          vpcId: vpc.id,
          cidrBlock,
          availabilityZone: zones.names.apply((names) => zoneAt(names, index)),
          mapPublicIpOnLaunch: false,
          tags: { Name: zone },
        },
        { parent: this },
      );
      new aws.ec2.RouteTableAssociation(
        `${zone}-routes`,
        { subnetId: subnet.id, routeTableId: routes.id },
        { parent: this },
      );
      return subnet.id;
    });
  }

  private createS3Endpoint(
    name: string,
    vpc: aws.ec2.Vpc,
    routes: aws.ec2.RouteTable,
    scope: Scope,
  ): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${scope.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: [routes.id],
        tags: { Name: `${name}-s3` },
      },
      { parent: this },
    );
  }

  private createWorkloadSecurityGroup(
    name: string,
    vpc: aws.ec2.Vpc,
    s3: aws.ec2.VpcEndpoint,
  ): pulumi.Output<string> {
    const group = new aws.ec2.SecurityGroup(
      `${name}-workloads`,
      { vpcId: vpc.id, description: "ML workloads", tags: { Name: `${name}-workloads` } },
      { parent: this },
    );
    const peers = { securityGroupId: group.id, referencedSecurityGroupId: group.id, ipProtocol: "-1" };
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-workloads`,
      { ...peers, description: "From other workloads" },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-workloads`,
      { ...peers, description: "To other workloads" },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-s3`,
      {
        securityGroupId: group.id,
        prefixListId: s3.prefixListId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        description: "To S3 through the gateway endpoint",
      },
      { parent: this },
    );
    return group.id;
  }
}

/**
 * The first quarters of a network: room for a fourth zone stays free, and no subnet moves when a zone is added.
 *
 * @throws Error if there are not 2 or 3 zones.
 */
export function subnetCidrs(cidr: string, zones: number): string[] {
  if (!Number.isInteger(zones) || zones < 2 || zones > 3) {
    throw new Error(`a private network over ${zones} availability zones cannot be made: give 2 or 3`);
  }
  const network = new Netmask(cidr);
  const bits = network.bitmask + 2;
  const first = new Netmask(`${network.base}/${bits}`);
  return Array.from(
    { length: zones },
    (_, index) => `${index === 0 ? first.base : first.next(index).base}/${bits}`,
  );
}

function zoneAt(names: readonly string[], index: number): string {
  const zone = names[index];
  if (zone === undefined) {
    throw new Error(
      `the region offers ${names.length} availability zones (${names.join(", ")}), ${index + 1} are needed: lower network.availabilityZones`,
    );
  }
  return zone;
}
