import type { Statement } from "../../harness/policy-document";
import { allowsOf, conditionValues, isOpen } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const LINKING = ["oam:CreateLink", "oam:UpdateLink"];
const METRICS = "AWS::CloudWatch::Metric";

/** Whether what a link may share is limited, to metrics. */
function sharesMetricsOnly(statement: Statement): boolean {
  const shared = conditionValues(statement, "ForAllValues:StringEquals", "oam:ResourceTypes");
  return shared.length > 0 && shared.every((type) => type === METRICS);
}

export const oamSinkMetricsOnly = resourceRule({
  name: "oam-sink-metrics-only",
  description: "Named accounts link to a sink of CloudWatch, and share metrics: no logs, no traces.",
  severity: "medium",
  level: "mandatory",
  controls: ["Well-Architected SEC03-BP07", "NIST-800-53 AC-6"],
  remediation:
    "name the accounts, the actions oam:CreateLink and oam:UpdateLink, and AWS::CloudWatch::Metric under the condition ForAllValues:StringEquals oam:ResourceTypes",
  url: "https://docs.aws.amazon.com/OAM/latest/APIReference/API_PutSinkPolicy.html",
  types: [types.sinkPolicy],
  check(policy, report) {
    for (const statement of allowsOf(policy.json("policy"))) {
      const { label, actions, notActions, principals, notPrincipals } = statement;
      if (principals.some(isOpen) || notPrincipals.length > 0) {
        report.violation("policy", `${label} is open to principals that it does not name`);
      }
      const other = actions.filter((action) => !LINKING.includes(action));
      if (other.length > 0 || notActions.length > 0) {
        const list = other.length > 0 ? other.join(", ") : "everything except some actions";
        report.violation("policy", `${label} allows ${list}`);
      }
      if (!sharesMetricsOnly(statement)) {
        report.violation("policy", `${label} lets more be shared than metrics`);
      }
    }
  },
});
