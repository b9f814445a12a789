import { resourceRule } from "../../harness/rule";
import { isDefaultProvider, pinnedAccounts } from "../../harness/subject";
import { types } from "../../harness/types";

export const explicitProviderPinnedAccount = resourceRule({
  name: "explicit-provider-pinned-account",
  description: "AWS resources are made by an explicit provider that is pinned to an account.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected SEC01-BP01"],
  remediation: "pass the plane's provider in the resource options, and set allowedAccountIds on the provider",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/provider/",
  types: [types.awsProvider, "aws:*"],
  check(resource, report) {
    if (resource.type === types.awsProvider) {
      // The resources that use a default provider are reported instead of the provider, which no program names.
      if (!isDefaultProvider(resource) && pinnedAccounts(resource).length === 0) {
        report.violation(
          "allowedAccountIds",
          "is not set: the provider acts in whichever account is logged in",
        );
      }
    } else if (resource.provider === undefined || isDefaultProvider(resource.provider)) {
      report.violation("provider", "is a default provider, which acts in whichever account is logged in");
    }
  },
});
