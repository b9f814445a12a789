import type { RepositoryPolicyArgs } from "@pulumi/aws/ecr";
import { types } from "../../../../policy/harness/types";
import { ecrRepositoryPolicyOrgBound } from "../../../../policy/rules/ecr/ecr-repository-policy-org-bound";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

function policy(changes: object): ResourceRecord {
  const statement = {
    Sid: "Pull",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    ...changes,
  };
  const props: RepositoryPolicyArgs = {
    repository: "churn",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  };
  return {
    type: types.repositoryPolicy,
    name: "churn",
    props,
    provider: { name: "automation", props: { allowedAccountIds: '["444455556666"]' } },
  };
}

const OPEN = "policy: statement Pull is open to principals that it does not name";
const UNBOUND = "policy: statement Pull is not bound to the organization";

testResourceRule(ecrRepositoryPolicyOrgBound, {
  compliant: policy({}),
  accepts: {
    "the key of the condition in other capitals": () =>
      policy({ Condition: { StringEquals: { "AWS:principalorgid": "o-a1b2c3d4e5" } } }),
    "roles of its own account": () =>
      policy({
        Principal: { AWS: ["arn:aws:iam::444455556666:role/build", "444455556666"] },
        Condition: undefined,
      }),
    "a service": () => policy({ Principal: { Service: "sagemaker.amazonaws.com" }, Condition: undefined }),
    "a statement that denies": () => policy({ Effect: "Deny", Principal: "*", Condition: undefined }),
  },
  refuses: {
    everyone: [() => policy({ Principal: "*" }), OPEN],
    "every account": [() => policy({ Principal: { AWS: "*" } }), OPEN],
    "everyone but some": [
      () => policy({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }),
      OPEN,
    ],
    "another account without condition": [() => policy({ Condition: undefined }), UNBOUND],
    "another account by its number": [
      () => policy({ Principal: { AWS: "111122223333" }, Condition: undefined }),
      UNBOUND,
    ],
    "another account among its own": [
      () =>
        policy({
          Principal: { AWS: ["arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:root"] },
          Condition: undefined,
        }),
      UNBOUND,
    ],
    "a condition that also holds outside": [
      () => policy({ Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
      UNBOUND,
    ],
  },
  undecided: { "an unknown document": [{ policy: UNKNOWN }, "policy"] },
});
