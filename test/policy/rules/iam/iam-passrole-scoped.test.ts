import type { RolePolicyArgs } from "@pulumi/aws/iam";
import { types } from "../../../../policy/harness/types";
import { iamPassroleScoped } from "../../../../policy/rules/iam/iam-passrole-scoped";
import { UNKNOWN } from "../../../support/analyzer";
import { edit, node, testStackRule } from "../../rule-table";
import type { GraphChange } from "../../rule-table";

const policy = node(types.rolePolicy, "own", { role: "build", policy: allow({}) } satisfies RolePolicyArgs);
const UNNAMED = "own policy: statement Pass passes roles that it does not name";
const NO_SERVICE = "own policy: statement Pass does not name the service (iam:PassedToService)";

testStackRule(iamPassroleScoped, {
  compliant: [policy],
  accepts: {
    "roles by a prefix": change({ Resource: "arn:aws:iam::111122223333:role/mlops-churn-*" }),
    "a document without PassRole": change({ Action: "s3:GetObject", Resource: "*", Condition: undefined }),
    "all actions, which iam-no-wildcard-action refuses": change({ Action: ["*", "iam:*"], Resource: "*" }),
    "a denial": change({ Effect: "Deny", Resource: "*", Condition: undefined }),
  },
  refuses: {
    "every resource": [change({ Resource: "*" }), UNNAMED],
    "every role of the account": [change({ Resource: "arn:aws:iam::111122223333:role/*" }), UNNAMED],
    "a role of every account": [change({ Resource: "arn:aws:iam::*:role/mlops" }), UNNAMED],
    "one open resource among several": [
      change({ Resource: ["arn:aws:iam::111122223333:role/mlops", "*"] }),
      UNNAMED,
    ],
    "every resource but some": [
      change({ Resource: undefined, NotResource: "arn:aws:iam::1:role/admin" }),
      UNNAMED,
    ],
    "no service": [change({ Condition: undefined }), NO_SERVICE],
    "every service": [change({ Condition: { StringEquals: { "iam:PassedToService": "*" } } }), NO_SERVICE],
    "a service by pattern": [
      change({ Condition: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } } }),
      NO_SERVICE,
    ],
    "a pattern that covers PassRole": [change({ Action: "IAM:Pass*", Resource: "*" }), UNNAMED],
  },
  undecided: { "an unknown document": [edit("own", { policy: UNKNOWN }), "own policy"] },
});

function allow(changes: object): string {
  const statement = {
    Sid: "Pass",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: "arn:aws:iam::111122223333:role/mlops-churn-execution",
    Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    ...changes,
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function change(changes: object): GraphChange {
  return edit("own", { policy: allow(changes) });
}
