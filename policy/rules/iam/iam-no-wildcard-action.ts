import { judgeGrants } from "../../harness/identity-policies";
import { isWholeService } from "../../harness/policy-document";
import { stackRule } from "../../harness/rule";

export const iamNoWildcardAction = stackRule({
  name: "iam-no-wildcard-action",
  description: "IAM policies grant named actions, never all actions of a service.",
  severity: "critical",
  level: "mandatory",
  controls: [
    "Security Hub IAM.1",
    "Security Hub IAM.21",
    "Checkov CKV_AWS_49",
    "Checkov CKV_AWS_62",
    "Checkov CKV_AWS_63",
  ],
  remediation:
    "list the actions that are needed; a wide ceiling belongs in a permissions boundary, which grants nothing",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  check(stack) {
    judgeGrants(stack, ({ label, actions, notActions }, property, report) => {
      if (actions.some(isWholeService)) {
        report.violation(property, `${label} allows ${actions.filter(isWholeService).join(", ")}`);
      }
      if (notActions.length > 0) {
        report.violation(property, `${label} allows everything except some actions (NotAction)`);
      }
    });
  },
});
