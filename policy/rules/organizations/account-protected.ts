import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const accountProtected = resourceRule({
  name: "account-protected",
  description: "AWS accounts are not closed by deleting a resource.",
  severity: "critical",
  level: "mandatory",
  controls: ["NIST-800-53 CM-5"],
  remediation: "set the resource option protect to true and leave closeOnDeletion false",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [types.account],
  check(account, report) {
    report.expect("closeOnDeletion", (value) => value !== true, "is true");
    if (!account.protect) {
      report.violation("protect", "is not set");
    }
  },
});
