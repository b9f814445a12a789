import type { DefaultSecurityGroupArgs } from "@pulumi/aws/ec2";

import { types } from "../../../../policy/harness/types";
import { vpcDefaultSgClosed } from "../../../../policy/rules/ec2/vpc-default-sg-closed";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, drop, edit, node, testStackRule } from "../../rule-table";

const vpc = node(types.vpc, "network", { cidrBlock: "10.20.0.0/20" });
const group = node(
  types.defaultSecurityGroup,
  "closed",
  { vpcId: UNKNOWN, ingress: [], egress: [] } satisfies DefaultSecurityGroupArgs,
  { vpcId: vpc },
);
const anything = [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }];

testStackRule(vpcDefaultSgClosed, {
  compliant: [vpc, group],
  accepts: {
    "lists that are left out": edit("closed", { ingress: ABSENT, egress: ABSENT }),
  },
  refuses: {
    "a network that leaves the group as it was born": [
      drop("closed"),
      `network vpc: no ${types.defaultSecurityGroup} names this network`,
    ],
    "a way in": [edit("closed", { ingress: anything }), "closed ingress: is not empty"],
    "a way out": [edit("closed", { egress: anything }), "closed egress: is not empty"],
  },
  undecided: {
    "unknown rules": [edit("closed", { ingress: UNKNOWN }), "closed ingress"],
  },
});
