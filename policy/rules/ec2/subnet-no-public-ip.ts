import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const subnetNoPublicIp = resourceRule({
  name: "subnet-no-public-ip",
  description: "Subnets give no public addresses to what runs in them.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub EC2.15", "Checkov CKV_AWS_130"],
  remediation: "set mapPublicIpOnLaunch to false, or leave it out",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
  types: [types.subnet],
  check(_subnet, report) {
    report.expect("mapPublicIpOnLaunch", (value) => value !== true, "is true");
  },
});
