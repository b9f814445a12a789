import type { Scope } from "../../settings/scope";
import type { Foundation } from "../../components/foundation";
import { BOUNDARY_ARN, KEY_ARN, scope, TOPIC_ARN } from "./fixtures";

/** What a part of a plane builds on. */
export function foundation(where: Scope = scope()): Foundation {
  return {
    scope: where,
    kmsKeyArn: KEY_ARN,
    permissionsBoundaryArn: BOUNDARY_ARN,
    network: {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
      workloadSecurityGroupId: "sg-0a1b2c3d4e5f60718",
    },
    alertTopicArn: TOPIC_ARN,
    logRetentionDays: 365,
  };
}
