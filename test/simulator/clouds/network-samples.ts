import type { Properties } from "../../../simulator/clouds";

/** Inputs of the types of a private network. */
export const NETWORK_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  "aws:ec2/vpc:Vpc": () => ({ cidrBlock: "10.20.0.0/20" }),
  "aws:ec2/subnet:Subnet": (name) => ({
    vpcId: `vpc-${name}`,
    cidrBlock: "10.20.0.0/24",
    availabilityZone: "eu-west-1b",
  }),
  "aws:ec2/routeTable:RouteTable": (name) => ({ vpcId: `vpc-${name}` }),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": (name) => ({
    routeTableId: `rtb-${name}`,
    subnetId: `subnet-${name}`,
  }),
  "aws:ec2/route:Route": (name) => ({
    routeTableId: `rtb-${name}`,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: "igw-1",
  }),
  "aws:ec2/internetGateway:InternetGateway": (name) => ({ vpcId: `vpc-${name}` }),
  "aws:ec2/eip:Eip": () => ({ domain: "vpc" }),
  "aws:ec2/natGateway:NatGateway": (name) => ({
    subnetId: `subnet-${name}`,
    allocationId: `eipalloc-${name}`,
  }),
  "aws:ec2/securityGroup:SecurityGroup": (name) => ({ vpcId: `vpc-${name}`, description: "endpoints" }),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (name) => ({ vpcId: `vpc-${name}` }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (name) => ({
    vpcId: `vpc-${name}`,
    serviceName: "com.amazonaws.eu-west-1.ecr.dkr",
    vpcEndpointType: "Interface",
    subnetIds: ["subnet-1", "subnet-2"],
  }),
  "aws:ec2/flowLog:FlowLog": (name) => ({
    vpcId: `vpc-${name}`,
    trafficType: "ALL",
    logDestination: "arn:aws:s3:::flow-logs",
    logDestinationType: "s3",
  }),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () => ({
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "10.20.0.0/20",
  }),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": () => ({
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "10.20.0.0/20",
  }),
};
