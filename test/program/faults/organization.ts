import type { Fault } from "./fault";

const STACK = "organization";

/** Mistakes in the management account. */
export const ORGANIZATION_FAULTS: readonly Fault[] = [
  {
    what: "an account that closes when it is removed",
    stack: STACK,
    rule: "account-protected",
    at: ["aws:organizations/account:Account", "fraud-production"],
    inputs: { closeOnDeletion: true },
  },
  {
    what: "an account beside the units",
    stack: STACK,
    rule: "account-in-ou",
    at: ["aws:organizations/account:Account", "fraud-production"],
    inputs: { parentId: "r-ab12" },
    resource: { propertyDependencies: {} },
  },
  {
    what: "an account without a budget",
    stack: STACK,
    rule: "budget-per-account",
    at: ["aws:budgets/budget:Budget", "fraud-budget-staging"],
    seenAt: ["aws:organizations/account:Account", "fraud-staging"],
    removed: true,
  },
  {
    what: "a guardrail that can be removed",
    stack: STACK,
    rule: "scp-protected",
    at: ["aws:organizations/policyAttachment:PolicyAttachment", "ml-jobs-ml"],
    resource: { protect: false },
  },
  {
    what: "a trail of the management account alone",
    stack: STACK,
    rule: "trail-organisation-wide",
    at: ["aws:cloudtrail/trail:Trail", "trail"],
    inputs: { isOrganizationTrail: false },
  },
];
