import type { AccountArgs } from "@pulumi/aws/organizations";
import { types } from "../../../../policy/harness/types";
import { accountProtected } from "../../../../policy/rules/organizations/account-protected";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(accountProtected, {
  compliant: {
    type: types.account,
    name: "production",
    protect: true,
    props: { email: "a@example.com", closeOnDeletion: false } satisfies AccountArgs,
  },
  accepts: { "the default, which keeps the account": { closeOnDeletion: ABSENT } },
  refuses: {
    "an account that a deletion closes": [{ closeOnDeletion: true }, "closeOnDeletion: is true"],
    "an account without protect": [(account) => ({ ...account, protect: false }), "protect: is not set"],
  },
  undecided: { "an unknown setting": [{ closeOnDeletion: UNKNOWN }, "closeOnDeletion"] },
});
