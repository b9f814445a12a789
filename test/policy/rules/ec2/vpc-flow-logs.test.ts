import type { FlowLogArgs } from "@pulumi/aws/ec2";

import { types } from "../../../../policy/harness/types";
import { vpcFlowLogs } from "../../../../policy/rules/ec2/vpc-flow-logs";
import { UNKNOWN } from "../../../support/analyzer";
import { add, drop, edit, node, testStackRule } from "../../rule-table";

const vpc = node(types.vpc, "network", { cidrBlock: "10.20.0.0/20" });
const flowLog = node(
  types.flowLog,
  "flow-log",
  { vpcId: UNKNOWN, trafficType: "ALL", logDestination: UNKNOWN } satisfies FlowLogArgs,
  { vpcId: vpc },
);

testStackRule(vpcFlowLogs, {
  compliant: [vpc, flowLog],
  refuses: {
    "a network without record": [drop("flow-log"), `network vpc: no ${types.flowLog} names this network`],
    "another network without record": [
      add(node(types.vpc, "other", { cidrBlock: "10.30.0.0/20" })),
      `other vpc: no ${types.flowLog} names this network`,
    ],
    "a record of refused traffic only": [
      edit("flow-log", { trafficType: "REJECT" }),
      "flow-log trafficType: is not ALL",
    ],
  },
  undecided: {
    "an unknown kind of traffic": [edit("flow-log", { trafficType: UNKNOWN }), "flow-log trafficType"],
  },
});
