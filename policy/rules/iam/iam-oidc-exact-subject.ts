import { claimValues, webIdentityStatements } from "../../harness/web-identity";
import type { WebIdentity } from "../../harness/web-identity";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const iamOidcExactSubject = resourceRule({
  name: "iam-oidc-exact-subject",
  description: "A role trusts one exact subject of an identity provider.",
  severity: "critical",
  level: "mandatory",
  controls: ["NIST-800-53 AC-6"],
  remediation:
    "write one statement an issuer, with StringEquals on <issuer>:sub and <issuer>:aud, one value each, no wildcard",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  types: [types.role],
  check(role, report) {
    for (const identity of webIdentityStatements(role.json("assumeRolePolicy"))) {
      for (const problem of problemsOf(identity)) {
        report.violation("assumeRolePolicy", `${identity.statement.label} ${problem}`);
      }
    }
  },
});

function problemsOf({ statement, issuers }: WebIdentity): readonly string[] {
  const [issuer] = issuers;
  if (issuer === undefined || issuers.length > 1) {
    return ["does not name exactly one identity provider"];
  }
  const subjects = claimValues(statement, issuer, "sub");
  const audiences = claimValues(statement, issuer, "aud");
  const loose = statement.conditions.some(
    ({ operator, key }) => operator !== "StringEquals" && /:(sub|aud)$/i.test(key),
  );
  return [
    ...(loose ? ["compares the subject or audience with something other than StringEquals"] : []),
    ...(isExact(subjects) ? [] : ["does not demand one exact subject"]),
    ...(isExact(audiences) ? [] : ["does not demand one exact audience"]),
  ];
}

function isExact(values: readonly string[]): boolean {
  const [only] = values;
  return values.length === 1 && only !== undefined && only !== "" && !/[*?]/.test(only);
}
