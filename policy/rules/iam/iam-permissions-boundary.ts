import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const iamPermissionsBoundary = resourceRule({
  name: "iam-permissions-boundary",
  description: "Every role has a permissions boundary.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected SEC03-BP05"],
  remediation: "set permissionsBoundary to the boundary policy of the account",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  types: [types.role],
  check(_role, report) {
    report.expectSet("permissionsBoundary", "is not set");
  },
});
