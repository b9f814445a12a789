import type { PolicyArgs, RoleArgs, RolePolicyArgs } from "@pulumi/aws/iam";
import { types } from "../../../../policy/harness/types";
import { iamNoWildcardAction } from "../../../../policy/rules/iam/iam-no-wildcard-action";
import { UNKNOWN } from "../../../support/analyzer";
import { add, all, edit, node, testStackRule } from "../../rule-table";

const boundary = node(types.policy, "boundary", {
  name: "mlops-boundary",
  policy: allow({ Action: ["sagemaker:*", "*"] }),
} satisfies PolicyArgs);
const role = node(
  types.role,
  "build",
  {
    assumeRolePolicy: "{}",
    permissionsBoundary: UNKNOWN,
    inlinePolicies: [{ name: "inline", policy: allow({}) }],
  } satisfies RoleArgs,
  { permissionsBoundary: boundary },
);
const managed = node(types.policy, "managed", { policy: allow({}) } satisfies PolicyArgs);
const inline = node(types.rolePolicy, "own", { role: "build", policy: allow({}) } satisfies RolePolicyArgs);
const attachment = node(
  types.rolePolicyAttachment,
  "attachment",
  { policyArn: UNKNOWN },
  { policyArn: boundary },
);

testStackRule(iamNoWildcardAction, {
  compliant: [boundary, role, managed, inline],
  accepts: {
    "a pattern inside a service": edit("own", { policy: allow({ Action: ["s3:Get*", "s3:*Object"] }) }),
    "a denial of everything": edit("own", { policy: allow({ Effect: "Deny", Action: "*" }) }),
    "a boundary named by its ARN": edit("build", (resource) => ({
      ...resource,
      props: { permissionsBoundary: "arn:aws:iam::111122223333:policy/mlops-boundary" },
      propertyDependencies: {},
    })),
    "inline policies that the provider fills in": edit("build", { inlinePolicies: UNKNOWN }),
  },
  refuses: {
    "every action": [
      edit("managed", { policy: allow({ Action: "*" }) }),
      "managed policy: statement Do allows *",
    ],
    "every action of a service": [
      edit("own", { policy: allow({ Action: ["s3:GetObject", "s3:*", "kms:**"] }) }),
      "own policy: statement Do allows s3:*, kms:**",
    ],
    "every action of a service in an inline policy": [
      edit("build", { "inlinePolicies.0.policy": allow({ Action: "s3:*" }) }),
      "build inlinePolicies.0.policy: statement Do allows s3:*",
    ],
    "every action but some": [
      edit("own", { policy: allow({ Action: undefined, NotAction: "iam:*" }) }),
      "own policy: statement Do allows everything except some actions (NotAction)",
    ],
    "a boundary that no role has": [
      edit("build", (resource) => ({ ...resource, propertyDependencies: {} })),
      "boundary policy: statement Do allows sagemaker:*, *",
    ],
    "a boundary that is attached as well": [
      add(attachment),
      "boundary policy: statement Do allows sagemaker:*, *",
    ],
    "a boundary in another account under the same name": [
      all(
        edit("boundary", (resource) => ({
          ...resource,
          provider: { name: "staging", props: { allowedAccountIds: ["444455556666"] } },
        })),
        edit("build", (resource) => ({
          ...resource,
          props: { permissionsBoundary: "arn:aws:iam::111122223333:policy/mlops-boundary" },
          propertyDependencies: {},
        })),
      ),
      "boundary policy: statement Do allows sagemaker:*, *",
    ],
  },
  undecided: {
    "an unknown document": [edit("own", { policy: UNKNOWN }), "own policy"],
    "an unknown inline document": [
      edit("build", { "inlinePolicies.0.policy": UNKNOWN }),
      "build inlinePolicies.0.policy",
    ],
  },
});

function allow(changes: object): string {
  const statement = { Sid: "Do", Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...changes };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
