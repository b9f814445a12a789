import { resourceRule } from "../../harness/rule";
import { addressRanges, isEveryAddress, typesWithRules } from "../../harness/security-groups";

export const sgNoOpenIngress = resourceRule({
  name: "sg-no-open-ingress",
  description: "Security groups let no traffic in from every address.",
  severity: "critical",
  level: "mandatory",
  controls: ["Security Hub EC2.18", "Security Hub EC2.19"],
  remediation: "name the security group or the network that the traffic comes from",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  types: typesWithRules("ingress"),
  check(resource, report) {
    for (const { address } of addressRanges(resource, "ingress")) {
      report.expect(address, (value) => !isEveryAddress(value), "is every address");
    }
  },
});
