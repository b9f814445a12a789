import { allowsOf, isOpen } from "../../harness/policy-document";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const iamTrustNotOpen = resourceRule({
  name: "iam-trust-not-open",
  description: "Roles are trusted to named principals only.",
  severity: "critical",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_60", "Checkov CKV_AWS_61"],
  remediation: "name the account, role, service or identity provider that may assume the role",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  types: [types.role],
  check(role, report) {
    for (const { label, principals, notPrincipals } of allowsOf(role.json("assumeRolePolicy"))) {
      if (principals.some(isOpen)) {
        report.violation("assumeRolePolicy", `${label} lets every principal assume the role`);
      }
      if (notPrincipals.length > 0) {
        report.violation(
          "assumeRolePolicy",
          `${label} lets everyone but some assume the role (NotPrincipal)`,
        );
      }
    }
  },
});
