import { opensearchAuditLogs } from "../../../../policy/rules/opensearch/opensearch-audit-logs";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";
import { DOMAIN } from "./domain";

const LINE = "logPublishingOptions: publishes no AUDIT_LOGS";
const audit = { logType: "AUDIT_LOGS", cloudwatchLogGroupArn: UNKNOWN };

testResourceRule(opensearchAuditLogs, {
  compliant: DOMAIN,
  accepts: { "a log group that is not known yet": { logPublishingOptions: [audit] } },
  refuses: {
    "no logs": [{ logPublishingOptions: ABSENT }, LINE],
    "other logs only": [{ logPublishingOptions: [{ ...audit, logType: "SEARCH_SLOW_LOGS" }] }, LINE],
    "audit logs switched off": [{ logPublishingOptions: [{ ...audit, enabled: false }] }, LINE],
  },
  undecided: { "unknown logs": [{ logPublishingOptions: UNKNOWN }, "logPublishingOptions"] },
});
