import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const opensearchFineGrainedAccess = resourceRule({
  name: "opensearch-fine-grained-access",
  description: "Search domains tell IAM roles apart, and know no users or passwords of their own.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub Opensearch.7", "Checkov CKV2_AWS_52"],
  remediation:
    "set advancedSecurityOptions.enabled with masterUserOptions.masterUserArn, and leave internalUserDatabaseEnabled and anonymousAuthEnabled off",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html",
  types: [types.searchDomain],
  check(_domain, report) {
    const options = "advancedSecurityOptions";
    report.expect(`${options}.enabled`, (enabled) => enabled === true, "is not true");
    for (const property of ["internalUserDatabaseEnabled", "anonymousAuthEnabled"]) {
      report.expect(`${options}.${property}`, (enabled = false) => enabled === false, "is true");
    }
  },
});
