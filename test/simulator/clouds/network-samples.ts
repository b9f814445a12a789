import type { Properties } from "../../../simulator/clouds";
import { AWS } from "../../support/types";

/** Inputs of the types of a private network. */
export const NETWORK_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.ec2.Vpc]: () => ({ cidrBlock: "10.20.0.0/20" }),
  [AWS.ec2.Subnet]: (name) => ({
    vpcId: `vpc-${name}`,
    cidrBlock: "10.20.0.0/24",
    availabilityZone: "eu-west-1b",
  }),
  [AWS.ec2.RouteTable]: (name) => ({ vpcId: `vpc-${name}` }),
  [AWS.ec2.RouteTableAssociation]: (name) => ({
    routeTableId: `rtb-${name}`,
    subnetId: `subnet-${name}`,
  }),
  [AWS.ec2.Route]: (name) => ({
    routeTableId: `rtb-${name}`,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: "igw-1",
  }),
  [AWS.ec2.InternetGateway]: (name) => ({ vpcId: `vpc-${name}` }),
  [AWS.ec2.Eip]: () => ({ domain: "vpc" }),
  [AWS.ec2.NatGateway]: (name) => ({
    subnetId: `subnet-${name}`,
    allocationId: `eipalloc-${name}`,
  }),
  [AWS.ec2.SecurityGroup]: (name) => ({ vpcId: `vpc-${name}`, description: "endpoints" }),
  [AWS.ec2.DefaultSecurityGroup]: (name) => ({ vpcId: `vpc-${name}` }),
  [AWS.ec2.VpcEndpoint]: (name) => ({
    vpcId: `vpc-${name}`,
    serviceName: "com.amazonaws.eu-west-1.ecr.dkr",
    vpcEndpointType: "Interface",
    subnetIds: ["subnet-1", "subnet-2"],
  }),
  [AWS.ec2.FlowLog]: (name) => ({
    vpcId: `vpc-${name}`,
    trafficType: "ALL",
    logDestination: "arn:aws:s3:::flow-logs",
    logDestinationType: "s3",
  }),
  [AWS.vpc.SecurityGroupIngressRule]: () => ({
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "10.20.0.0/20",
  }),
  [AWS.vpc.SecurityGroupEgressRule]: () => ({
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "10.20.0.0/20",
  }),
};
