import type { RoleArgs } from "@pulumi/aws/iam";
import { types } from "../../../../policy/harness/types";
import { iamTrustNotOpen } from "../../../../policy/rules/iam/iam-trust-not-open";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

function trust(statement: object): ResourceRecord {
  const Statement = [{ Sid: "Trust", Effect: "Allow", Action: "sts:AssumeRole", ...statement }];
  const props: RoleArgs = { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement }) };
  return { type: types.role, name: "build", props };
}

testResourceRule(iamTrustNotOpen, {
  compliant: trust({
    Principal: { AWS: "arn:aws:iam::111122223333:root", Service: ["lambda.amazonaws.com"] },
  }),
  accepts: {
    "a document that arrives as an object": {
      assumeRolePolicy: { Statement: { Effect: "Allow", Principal: {} } },
    },
    "a statement that denies everyone": (role) => ({
      ...role,
      ...trust({ Effect: "Deny", Principal: "*" }),
    }),
  },
  refuses: {
    everyone: [
      () => trust({ Principal: "*" }),
      "assumeRolePolicy: statement Trust lets every principal assume the role",
    ],
    "every AWS principal, even with a condition": [
      () =>
        trust({ Principal: { AWS: ["*"] }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      "assumeRolePolicy: statement Trust lets every principal assume the role",
    ],
    "everyone but one": [
      () => trust({ NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }),
      "assumeRolePolicy: statement Trust lets everyone but some assume the role (NotPrincipal)",
    ],
    "text that is no policy": [{ assumeRolePolicy: "{" }, "assumeRolePolicy: is not valid JSON"],
  },
  undecided: { "an unknown document": [{ assumeRolePolicy: UNKNOWN }, "assumeRolePolicy"] },
});
