import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { privateSubnetCidrs } from "./addresses";
import type { Perimeter } from "./endpoint-policy";
import { FlowLogs } from "./flow-logs";
import { InternetAccess } from "./internet-access";
import { ServiceEndpoints } from "./service-endpoints";
import type { OptionalService } from "./services";
import { zoneOf } from "./zones";

/** Without organizationId the endpoints serve principals and resources of the scope's account only. */
export interface PrivateNetworkArgs extends Perimeter {
  /** IPv4 network between /16 and /24; each zone gets a quarter of it. */
  readonly cidr: string;
  /** How many Availability Zones have a subnet: 2 or 3. */
  readonly availabilityZones: number;
  /** Ids of those zones, such as `euw1-az2`, in the order of the subnets. @default the first zones of the account by name */
  readonly zones?: readonly string[];
  /** Way to the internet, over TLS only: none, one NAT gateway, or one per zone. @default "none" */
  readonly natGateways?: "none" | "single" | "perZone";
  /** Whether to make a private way to each AWS service; without, only S3 and DynamoDB have one. */
  readonly interfaceEndpoints: "create" | "none";
  /** Private ways besides those of every network. @default none */
  readonly optionalServices?: readonly OptionalService[];
  /** Key of the flow logs; CloudWatch Logs must be allowed to use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** Days that flow logs are kept. */
  readonly logRetentionDays: number;
}

/** What each Availability Zone has. */
interface Zone {
  readonly name: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
  readonly routeTableId: pulumi.Output<string>;
}

const TLS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/**
 * Network of one account: a private subnet and its routes in each zone, private ways to AWS services, a record of all
 * traffic, and a security group for workloads. It has no way in, and no way to the internet unless asked for.
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  public readonly vpcId: pulumi.Output<string>;
  /** One per zone. */
  public readonly subnetIds: pulumi.Output<string>[];
  public readonly workloadSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:network:PrivateNetwork", name, {}, opts);
    const cidrs = privateSubnetCidrs(args.cidr, args.availabilityZones);
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: args.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } },
      { parent: this },
    );
    this.vpcId = vpc.id;
    this.closeDefaultSecurityGroup(name);
    this.recordTraffic(name, args);
    const zones = this.createZones(name, cidrs, args.zones);
    this.subnetIds = zones.map(({ subnetId }) => subnetId);
    this.workloadSecurityGroupId = this.createWorkloadSecurityGroup(name);
    const endpoints = this.createEndpoints(name, args, zones);
    this.allowTraffic(name, endpoints);
    this.createInternetAccess(name, args, zones);
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      workloadSecurityGroupId: this.workloadSecurityGroupId,
    });
  }

  private closeDefaultSecurityGroup(name: string): void {
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: this.vpcId, ingress: [], egress: [], tags: { Name: `${name}-closed` } },
      { parent: this },
    );
  }

  private recordTraffic(name: string, args: PrivateNetworkArgs): void {
    const { scope, kmsKeyArn, permissionsBoundaryArn, logRetentionDays } = args;
    new FlowLogs(
      `${name}-flow-logs`,
      { scope, vpcId: this.vpcId, kmsKeyArn, permissionsBoundaryArn, logRetentionDays },
      { parent: this },
    );
  }

  private createZones(name: string, cidrs: readonly string[], ids: PrivateNetworkArgs["zones"]): Zone[] {
    const offered = aws.getAvailabilityZonesOutput(
      // Local Zones that an account has opted into would be in the list too.
      { state: "available", filters: [{ name: "zone-type", values: ["availability-zone"] }] },
      { parent: this },
    );
    return cidrs.map((cidrBlock, index) =>
      this.createZone(
        `${name}-${index + 1}`,
        cidrBlock,
        offered.apply((zones) => zoneOf(zones, index, ids)),
      ),
    );
  }

  /** Every zone has a route table of its own, so that a NAT gateway brings a route and moves nothing. */
  private createZone(zone: string, cidrBlock: string, zoneName: pulumi.Output<string>): Zone {
    const subnet = new aws.ec2.Subnet(
      zone,
      {
        vpcId: this.vpcId,
        cidrBlock,
        availabilityZone: zoneName,
        mapPublicIpOnLaunch: false,
        tags: { Name: zone },
      },
      { parent: this },
    );
    const routes = new aws.ec2.RouteTable(
      `${zone}-routes`,
      { vpcId: this.vpcId, tags: { Name: `${zone}-private` } },
      { parent: this },
    );
    new aws.ec2.RouteTableAssociation(
      `${zone}-routes`,
      { subnetId: subnet.id, routeTableId: routes.id },
      { parent: this },
    );
    return { name: zoneName, subnetId: subnet.id, routeTableId: routes.id };
  }

  private createWorkloadSecurityGroup(name: string): pulumi.Output<string> {
    return new aws.ec2.SecurityGroup(
      `${name}-workloads`,
      { vpcId: this.vpcId, description: "ML workloads", tags: { Name: `${name}-workloads` } },
      { parent: this },
    ).id;
  }

  private createEndpoints(name: string, args: PrivateNetworkArgs, zones: readonly Zone[]): ServiceEndpoints {
    const { scope, organizationId, interfaceEndpoints, optionalServices = [] } = args;
    return new ServiceEndpoints(
      `${name}-endpoints`,
      {
        scope,
        organizationId,
        interfaceEndpoints,
        optionalServices,
        vpcId: this.vpcId,
        subnetIds: this.subnetIds,
        routeTableIds: zones.map(({ routeTableId }) => routeTableId),
        workloadSecurityGroupId: this.workloadSecurityGroupId,
      },
      { parent: this },
    );
  }

  private allowTraffic(name: string, { prefixListIds, securityGroupId }: ServiceEndpoints): void {
    const peers = { referencedSecurityGroupId: this.workloadSecurityGroupId, ipProtocol: "-1" };
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-workloads`,
      { securityGroupId: this.workloadSecurityGroupId, ...peers, description: "From other workloads" },
      { parent: this },
    );
    this.allowOut(`${name}-to-workloads`, { ...peers, description: "To other workloads" });
    this.allowOut(`${name}-to-s3`, {
      ...TLS,
      prefixListId: prefixListIds.s3,
      description: "To S3 through the gateway endpoint",
    });
    this.allowOut(`${name}-to-dynamodb`, {
      ...TLS,
      prefixListId: prefixListIds.dynamodb,
      description: "To DynamoDB through the gateway endpoint",
    });
    if (securityGroupId !== undefined) {
      this.allowOut(`${name}-to-endpoints`, {
        ...TLS,
        referencedSecurityGroupId: securityGroupId,
        description: "To AWS services through their endpoints",
      });
    }
  }

  private createInternetAccess(name: string, args: PrivateNetworkArgs, zones: readonly Zone[]): void {
    const { cidr, natGateways = "none" } = args;
    if (natGateways === "none") {
      return;
    }
    new InternetAccess(
      `${name}-internet`,
      {
        vpcId: this.vpcId,
        cidr,
        natGateways,
        zoneNames: zones.map((zone) => zone.name),
        routeTableIds: zones.map(({ routeTableId }) => routeTableId),
      },
      { parent: this },
    );
    // The one rule for every address. Behind a NAT gateway nothing narrower works: package indexes stand behind content
    // networks whose addresses change daily. It opens TLS outwards only, and only where somebody asked for a gateway.
    this.allowOut(`${name}-to-internet`, {
      ...TLS,
      cidrIpv4: "0.0.0.0/0",
      description: "To the internet through the NAT gateways",
    });
  }

  private allowOut(
    rule: string,
    settings: Omit<aws.vpc.SecurityGroupEgressRuleArgs, "securityGroupId">,
  ): void {
    new aws.vpc.SecurityGroupEgressRule(
      rule,
      { securityGroupId: this.workloadSecurityGroupId, ...settings },
      { parent: this },
    );
  }
}
