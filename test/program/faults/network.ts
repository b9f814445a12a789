import type { Fault } from "./fault";
import { AWS } from "../../support/types";

/** Mistakes in the networks of the accounts. */
export const NETWORK_FAULTS: readonly Fault[] = [
  {
    what: "a network that keeps no record of its traffic",
    rule: "vpc-flow-logs",
    at: [AWS.ec2.FlowLog, "production-network-flow-logs"],
    seenAt: [AWS.ec2.Vpc, "production-network"],
    removed: true,
  },
  {
    what: "a network that records refused traffic only",
    rule: "vpc-flow-logs",
    at: [AWS.ec2.FlowLog, "staging-network-flow-logs"],
    inputs: { trafficType: "REJECT" },
  },
  {
    what: "workloads that the internet may call",
    rule: "sg-no-open-ingress",
    at: [AWS.vpc.SecurityGroupIngressRule, "production-network-from-workloads"],
    inputs: { referencedSecurityGroupId: undefined, cidrIpv4: "0.0.0.0/0" },
  },
  {
    what: "workloads that may call the internet without anybody having asked for a NAT gateway",
    rule: "sg-no-open-egress",
    at: [AWS.vpc.SecurityGroupEgressRule, "production-network-to-s3"],
    inputs: { prefixListId: undefined, cidrIpv4: "0.0.0.0/0" },
  },
  {
    what: "a network whose first security group lets everything through",
    rule: "vpc-default-sg-closed",
    at: [AWS.ec2.DefaultSecurityGroup, "development-network-default"],
    seenAt: [AWS.ec2.Vpc, "development-network"],
    removed: true,
  },
  {
    what: "a subnet that hands out public addresses",
    rule: "subnet-no-public-ip",
    at: [AWS.ec2.Subnet, "automation-network-1"],
    inputs: { mapPublicIpOnLaunch: true },
  },
  {
    what: "an endpoint without policy, through which data may go to any bucket",
    rule: "vpc-endpoint-policy-not-full",
    at: [AWS.ec2.VpcEndpoint, "production-network-endpoints-s3"],
    inputs: { policy: undefined },
  },
  {
    what: "an endpoint that serves whoever has credentials",
    rule: "vpc-endpoint-policy-not-full",
    at: [AWS.ec2.VpcEndpoint, "development-network-endpoints-sagemaker-api"],
    inputs: {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Fault", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
      }),
    },
  },
];
