import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const scpProtected = resourceRule({
  name: "scp-protected",
  description: "Policies of an organization, and their attachments, are not removed by a mistake.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 CM-5"],
  remediation: "set the resource option protect to true",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [types.organizationPolicy, types.organizationPolicyAttachment],
  check(policy, report) {
    if (!policy.protect) {
      report.violation("protect", "is not set");
    }
  },
});
