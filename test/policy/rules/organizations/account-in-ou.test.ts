import type { AccountArgs, OrganizationalUnitArgs } from "@pulumi/aws/organizations";
import { types } from "../../../../policy/harness/types";
import { accountInOu } from "../../../../policy/rules/organizations/account-in-ou";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, drop, edit, node, testStackRule } from "../../rule-table";

const unit = node(types.organizationalUnit, "ml", {
  name: "ml",
  parentId: "r-ab12",
} satisfies OrganizationalUnitArgs);
const account = node(
  types.account,
  "production",
  { email: "a@example.com", parentId: UNKNOWN } satisfies AccountArgs,
  { parentId: unit },
);
const literal = (parentId: unknown) =>
  edit("production", { parentId }, (resource) => ({ ...resource, propertyDependencies: {} }));

testStackRule(accountInOu, {
  compliant: [unit, account],
  accepts: { "a unit of another program": literal("ou-ab12-c3d4e5f6") },
  refuses: {
    "an account below the root": [literal("r-ab12"), "production parentId: is not an organizational unit"],
    "an account that leaves its place to AWS, which is the root": [
      literal(ABSENT),
      "production parentId: is not an organizational unit",
    ],
  },
  undecided: { "a parent of which nothing is known": [drop("ml"), "production parentId"] },
});
