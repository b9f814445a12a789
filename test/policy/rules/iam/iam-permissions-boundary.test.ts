import type { RoleArgs } from "@pulumi/aws/iam";
import { types } from "../../../../policy/harness/types";
import { iamPermissionsBoundary } from "../../../../policy/rules/iam/iam-permissions-boundary";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(iamPermissionsBoundary, {
  compliant: {
    type: types.role,
    name: "build",
    props: { assumeRolePolicy: "{}", permissionsBoundary: "arn" } satisfies RoleArgs,
  },
  accepts: { "a boundary whose ARN is not known yet": { permissionsBoundary: UNKNOWN } },
  refuses: {
    "a role without a boundary": [{ permissionsBoundary: ABSENT }, "permissionsBoundary: is not set"],
    "an empty boundary": [{ permissionsBoundary: "" }, "permissionsBoundary: is not set"],
  },
});
