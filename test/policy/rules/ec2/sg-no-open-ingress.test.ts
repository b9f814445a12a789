import type { DefaultSecurityGroupArgs, SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";

import { types } from "../../../../policy/harness/types";
import { sgNoOpenIngress } from "../../../../policy/rules/ec2/sg-no-open-ingress";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

const as =
  (type: string, props: object) =>
  (resource: ResourceRecord): ResourceRecord => ({ ...resource, type, props });

const inside = (ranges: object): SecurityGroupArgs => ({
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, ...ranges }],
});
const old = (changes: Partial<SecurityGroupRuleArgs>): object => ({
  type: "ingress",
  securityGroupId: "sg-1",
  protocol: "tcp",
  fromPort: 443,
  toPort: 443,
  ...changes,
});

testResourceRule(sgNoOpenIngress, {
  compliant: {
    type: types.securityGroupIngressRule,
    name: "from-network",
    props: {
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.20.0.0/20",
    } satisfies SecurityGroupIngressRuleArgs,
  },
  accepts: {
    "a group without rules inside": as(types.securityGroup, { description: "workloads" }),
    "a group that lets a network in": as(types.securityGroup, inside({ cidrBlocks: ["10.0.0.0/8"] })),
    "an older rule for traffic outwards": as(
      types.securityGroupRule,
      old({ type: "egress", cidrBlocks: ["0.0.0.0/0"] }),
    ),
  },
  refuses: {
    "every IPv4 address": [{ cidrIpv4: "0.0.0.0/0" }, "cidrIpv4: is every address"],
    "every IPv6 address": [{ cidrIpv6: "::/0" }, "cidrIpv6: is every address"],
    "an address of zero bits": [{ cidrIpv4: "10.20.0.0/0" }, "cidrIpv4: is every address"],
    "every address in a group's own rule": [
      as(types.securityGroup, inside({ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] })),
      "ingress.0.cidrBlocks.1: is every address",
    ],
    "every IPv6 address in a group's own rule": [
      as(types.securityGroup, inside({ ipv6CidrBlocks: ["::/0"] })),
      "ingress.0.ipv6CidrBlocks.0: is every address",
    ],
    "every address in the default group": [
      as(
        types.defaultSecurityGroup,
        inside({ cidrBlocks: ["0.0.0.0/0"] }) satisfies DefaultSecurityGroupArgs,
      ),
      "ingress.0.cidrBlocks.0: is every address",
    ],
    "every address in an older rule": [
      as(types.securityGroupRule, old({ cidrBlocks: ["0.0.0.0/0"] })),
      "cidrBlocks.0: is every address",
    ],
  },
  undecided: {
    "an unknown range": [{ cidrIpv4: UNKNOWN }, "cidrIpv4"],
  },
});
