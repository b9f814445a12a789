import type { NatGatewayArgs, SecurityGroupRuleArgs, SubnetArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupEgressRuleArgs } from "@pulumi/aws/vpc";

import { types } from "../../../../policy/harness/types";
import { sgNoOpenEgress } from "../../../../policy/rules/ec2/sg-no-open-egress";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, all, drop, edit, node, testStackRule } from "../../rule-table";

const vpc = node(types.vpc, "network", { cidrBlock: "10.20.0.0/20" });
const elsewhere = node(types.vpc, "elsewhere", { cidrBlock: "10.30.0.0/20" });
const subnet = node(types.subnet, "public", { vpcId: UNKNOWN } satisfies SubnetArgs, { vpcId: vpc });
const gateway = node(types.natGateway, "nat", { subnetId: UNKNOWN } satisfies NatGatewayArgs, {
  subnetId: subnet,
});
const group = node(types.securityGroup, "workloads", { vpcId: UNKNOWN, egress: UNKNOWN }, { vpcId: vpc });
const strangers = node(types.securityGroup, "strangers", { vpcId: UNKNOWN }, { vpcId: elsewhere });
const rule = node(
  types.securityGroupEgressRule,
  "to-internet",
  {
    securityGroupId: UNKNOWN,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
  } satisfies SecurityGroupEgressRuleArgs,
  { securityGroupId: group },
);
const compliant = [vpc, elsewhere, subnet, gateway, group, strangers, rule];

const WITHOUT_NAT = "is every address, in a network without a NAT gateway";
const inStrangers = (ranges: object): ReturnType<typeof edit> =>
  edit("strangers", { egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ...ranges }] });
const oldRule = (type: string) =>
  node(
    types.securityGroupRule,
    "old",
    {
      type,
      securityGroupId: UNKNOWN,
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
      cidrBlocks: ["0.0.0.0/0"],
    } satisfies SecurityGroupRuleArgs,
    { securityGroupId: group },
  );

testStackRule(sgNoOpenEgress, {
  compliant,
  accepts: {
    "a network without NAT gateway that opens nothing": all(
      drop("nat"),
      edit("to-internet", { cidrIpv4: "10.0.0.0/8" }),
    ),
    "an older rule for traffic inwards": add(oldRule("ingress")),
    "rules inside a group that name a network": inStrangers({ cidrBlocks: ["10.0.0.0/8"] }),
  },
  refuses: {
    "every address without a NAT gateway": [drop("nat"), `to-internet cidrIpv4: ${WITHOUT_NAT}`],
    "every IPv6 address without a NAT gateway": [
      all(drop("nat"), edit("to-internet", { cidrIpv4: ABSENT, cidrIpv6: "::/0" })),
      `to-internet cidrIpv6: ${WITHOUT_NAT}`,
    ],
    "the NAT gateway of another network": [
      inStrangers({ cidrBlocks: ["0.0.0.0/0"] }),
      `strangers egress.0.cidrBlocks.0: ${WITHOUT_NAT}`,
    ],
    "a group that is not in this stack": [
      (graph) =>
        graph.map((resource) =>
          resource === rule
            ? { ...resource, props: { ...resource.props, securityGroupId: "sg-1" }, propertyDependencies: {} }
            : resource,
        ),
      `to-internet cidrIpv4: ${WITHOUT_NAT}`,
    ],
    "all protocols": [
      edit("to-internet", { ipProtocol: "-1" }),
      "to-internet ipProtocol: is not tcp, for every address",
    ],
    "more ports": [
      edit("to-internet", { fromPort: 0, toPort: 65535 }),
      "to-internet fromPort: is not 443, for every address",
      "to-internet toPort: is not 443, for every address",
    ],
    "an older rule": [
      add(oldRule("egress")),
      "old protocol: is not tcp, for every address",
      "old fromPort: is not 443, for every address",
      "old toPort: is not 443, for every address",
    ],
    "the default group": [
      add(
        node(
          types.defaultSecurityGroup,
          "default",
          {
            vpcId: UNKNOWN,
            egress: [{ protocol: "tcp", fromPort: 80, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
          },
          { vpcId: vpc },
        ),
      ),
      "default egress.0.fromPort: is not 443, for every address",
    ],
  },
  undecided: {
    "an unknown range": [edit("to-internet", { cidrIpv4: UNKNOWN }), "to-internet cidrIpv4"],
  },
});
