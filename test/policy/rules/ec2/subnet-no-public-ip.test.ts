import type { SubnetArgs } from "@pulumi/aws/ec2";

import { types } from "../../../../policy/harness/types";
import { subnetNoPublicIp } from "../../../../policy/rules/ec2/subnet-no-public-ip";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(subnetNoPublicIp, {
  compliant: {
    type: types.subnet,
    name: "private",
    props: { vpcId: "vpc-1", mapPublicIpOnLaunch: false } satisfies SubnetArgs,
  },
  accepts: {
    "AWS's default": { mapPublicIpOnLaunch: ABSENT },
  },
  refuses: {
    "public addresses": [{ mapPublicIpOnLaunch: true }, "mapPublicIpOnLaunch: is true"],
  },
  undecided: {
    "an unknown switch": [{ mapPublicIpOnLaunch: UNKNOWN }, "mapPublicIpOnLaunch"],
  },
});
