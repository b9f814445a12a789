import { judgeGrants } from "../../harness/identity-policies";
import { conditionValues, coversAction, isWholeService } from "../../harness/policy-document";
import type { Statement } from "../../harness/policy-document";
import { stackRule } from "../../harness/rule";

/** An account and the beginning of a role's path or name, so that a wildcard can only end the ARN. */
const NAMED_ROLE = /^arn:[^:*?]+:iam::[^:*?]+:role\/[^*?]+/;

export const iamPassroleScoped = stackRule({
  name: "iam-passrole-scoped",
  description: "Roles are passed by name, and to named services only.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_286"],
  remediation:
    "name the role's ARN in Resource and the service in a StringEquals condition on iam:PassedToService",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  check(stack) {
    judgeGrants(stack, (statement, property, report) => {
      if (!passesRoles(statement)) {
        return;
      }
      const { label, resources } = statement;
      if (resources.length === 0 || !resources.every((resource) => NAMED_ROLE.test(resource))) {
        report.violation(property, `${label} passes roles that it does not name`);
      }
      const services = conditionValues(statement, "StringEquals", "iam:PassedToService");
      if (services.length === 0 || services.some((service) => service.includes("*"))) {
        report.violation(property, `${label} does not name the service (iam:PassedToService)`);
      }
    });
  },
});

/** Actions that cover a whole service are the business of iam-no-wildcard-action. */
function passesRoles({ actions }: Statement): boolean {
  return actions.some((action) => !isWholeService(action) && coversAction(action, "iam:PassRole"));
}
