import type { SourceJobPlace } from "../../../components/data/source-job";
import { BOUNDARY_ARN, KEY_ARN, scope } from "../../support/fixtures";

/** Where the jobs of the tests run. */
export const PLACE: SourceJobPlace = {
  scope: scope(),
  place: { vpcId: "vpc-1", subnetId: "subnet-1", securityGroupId: "sg-1" },
  kmsKeyArn: KEY_ARN,
  permissionsBoundaryArn: BOUNDARY_ARN,
  dataBucketName: "mlops-fraud-automation-data-200000000002",
  securityConfigurationName: "mlops-fraud-automation-glue",
  logRetentionDays: 90,
};
