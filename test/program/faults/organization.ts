import type { Fault } from "./fault";
import { AWS } from "../../support/types";

const STACK = "organization";

/** Mistakes in the management account. */
export const ORGANIZATION_FAULTS: readonly Fault[] = [
  {
    what: "an account that closes when it is removed",
    stack: STACK,
    rule: "account-protected",
    at: [AWS.organizations.Account, "fraud-production"],
    inputs: { closeOnDeletion: true },
  },
  {
    what: "an account beside the units",
    stack: STACK,
    rule: "account-in-ou",
    at: [AWS.organizations.Account, "fraud-production"],
    inputs: { parentId: "r-ab12" },
    resource: { propertyDependencies: {} },
  },
  {
    what: "an account without a budget",
    stack: STACK,
    rule: "budget-per-account",
    at: [AWS.budgets.Budget, "fraud-budget-staging"],
    seenAt: [AWS.organizations.Account, "fraud-staging"],
    removed: true,
  },
  {
    what: "a guardrail that can be removed",
    stack: STACK,
    rule: "scp-protected",
    at: [AWS.organizations.PolicyAttachment, "ml-jobs-ml"],
    resource: { protect: false },
  },
  {
    what: "a trail of the management account alone",
    stack: STACK,
    rule: "trail-organization-wide",
    at: [AWS.cloudtrail.Trail, "trail"],
    inputs: { isOrganizationTrail: false },
  },
];
