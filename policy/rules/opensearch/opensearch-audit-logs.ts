import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const opensearchAuditLogs = resourceRule({
  name: "opensearch-audit-logs",
  description: "Search domains record who was refused and who changed access.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub Opensearch.5", "Checkov CKV_AWS_317"],
  remediation: 'publish logType "AUDIT_LOGS" in logPublishingOptions',
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html",
  types: [types.searchDomain],
  check(domain, report) {
    const options = "logPublishingOptions";
    report.attempt(() => {
      const published = domain
        .keys(options)
        .some(
          (index) =>
            domain.read(`${options}.${index}.logType`) === "AUDIT_LOGS" &&
            domain.read(`${options}.${index}.enabled`) !== false,
        );
      if (!published) {
        report.violation(options, "publishes no AUDIT_LOGS");
      }
    });
  },
});
