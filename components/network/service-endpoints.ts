import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Perimeter } from "./endpoint-policy";
import { endpointPolicy } from "./endpoint-policy";
import type { EndpointService, GatewayService, InterfaceService, OptionalService } from "./services";
import { endpointServiceName, interfaceServices } from "./services";

export interface ServiceEndpointsArgs extends Perimeter {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, one per zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Route tables of those subnets. */
  readonly routeTableIds: readonly pulumi.Input<string>[];
  /** The one group that may use the interface endpoints. */
  readonly workloadSecurityGroupId: pulumi.Input<string>;
  readonly interfaceEndpoints: "create" | "none";
  /** Interface endpoints besides those of every network. @default none */
  readonly optionalServices?: readonly OptionalService[];
}

/** Private ways from a network to AWS services, each for principals and resources within the perimeter only. */
export class ServiceEndpoints extends pulumi.ComponentResource {
  /** Addresses behind the gateway endpoints. */
  public readonly prefixListIds: Readonly<Record<GatewayService, pulumi.Output<string>>>;
  /** Group of the interface endpoints; undefined where there are none. */
  public readonly securityGroupId: pulumi.Output<string> | undefined;

  constructor(name: string, args: ServiceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:network:ServiceEndpoints", name, {}, opts);
    this.prefixListIds = {
      s3: this.createGateway(name, args, "s3"),
      dynamodb: this.createGateway(name, args, "dynamodb"),
    };
    if (args.interfaceEndpoints === "create") {
      const securityGroupId = this.createSecurityGroup(name, args);
      for (const service of interfaceServices(args.scope, args.optionalServices)) {
        this.createInterface(name, args, securityGroupId, service);
      }
      this.securityGroupId = securityGroupId;
    }
    this.registerOutputs({ prefixListIds: this.prefixListIds, securityGroupId: this.securityGroupId });
  }

  private createGateway(
    name: string,
    args: ServiceEndpointsArgs,
    service: GatewayService,
  ): pulumi.Output<string> {
    return this.createEndpoint(name, args, service, {
      vpcEndpointType: "Gateway",
      routeTableIds: [...args.routeTableIds],
    }).prefixListId;
  }

  private createInterface(
    name: string,
    args: ServiceEndpointsArgs,
    securityGroupId: pulumi.Input<string>,
    service: InterfaceService,
  ): void {
    this.createEndpoint(name, args, service, {
      vpcEndpointType: "Interface",
      subnetIds: [...args.subnetIds],
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
    });
  }

  private createEndpoint(
    name: string,
    args: ServiceEndpointsArgs,
    service: EndpointService,
    settings: Omit<aws.ec2.VpcEndpointArgs, "vpcId">,
  ): aws.ec2.VpcEndpoint {
    const endpoint = `${name}-${service.replaceAll(".", "-")}`;
    return new aws.ec2.VpcEndpoint(
      endpoint,
      {
        vpcId: args.vpcId,
        serviceName: endpointServiceName(args.scope, service),
        policy: endpointPolicy(args, service),
        tags: { Name: endpoint },
        ...settings,
      },
      { parent: this },
    );
  }

  /** It has no rule outwards: an endpoint answers, it starts nothing. */
  private createSecurityGroup(name: string, args: ServiceEndpointsArgs): pulumi.Output<string> {
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      { vpcId: args.vpcId, description: "Endpoints of AWS services", tags: { Name: name } },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-workloads`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: args.workloadSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        description: "From workloads",
      },
      { parent: this },
    );
    return group.id;
  }
}
