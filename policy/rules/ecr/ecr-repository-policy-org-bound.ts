import { allowsOf, conditionValues, isOpen } from "../../harness/policy-document";
import type { Principal } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const ecrRepositoryPolicyOrgBound = resourceRule({
  name: "ecr-repository-policy-org-bound",
  description: "Images are shared with named accounts of the organization only.",
  severity: "critical",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_32", "Well-Architected SEC03-BP07"],
  remediation: "name the accounts, and add the condition StringEquals aws:PrincipalOrgID",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid",
  types: [types.repositoryPolicy],
  check(policy, report) {
    const isForeign = ({ kind, value }: Principal): boolean =>
      kind === "AWS" && (value.split(":")[4] ?? value) !== policy.account();
    for (const statement of allowsOf(policy.json("policy"))) {
      const { label, principals, notPrincipals } = statement;
      if (principals.some(isOpen) || notPrincipals.length > 0) {
        report.violation("policy", `${label} is open to principals that it does not name`);
      } else if (
        principals.some(isForeign) &&
        conditionValues(statement, "StringEquals", "aws:PrincipalOrgID").length === 0
      ) {
        report.violation("policy", `${label} is not bound to the organization`);
      }
    }
  },
});
