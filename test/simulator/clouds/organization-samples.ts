import type { Properties } from "../../../simulator/clouds";
import { digits } from "../../../simulator/clouds/ids";

/** Inputs that make a resource of the management account complete: no name where the provider makes one up. */
export const ORGANIZATION_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  "aws:budgets/budget:Budget": () => ({ budgetType: "COST", timeUnit: "MONTHLY" }),
  "aws:cloudformation/stackSet:StackSet": () => ({ templateBody: "{}" }),
  "aws:cloudformation/stackSetInstance:StackSetInstance": (name) => ({
    stackSetName: name,
    deploymentTargets: { organizationalUnitIds: ["ou-ab12-1", "ou-ab12-2"], accounts: ["222233334444"] },
  }),
  "aws:cloudtrail/trail:Trail": () => ({ s3BucketName: "logs" }),
  "aws:costexplorer/costAllocationTag:CostAllocationTag": (name) => ({ tagKey: name, status: "Active" }),
  "aws:organizations/organizationalUnit:OrganizationalUnit": () => ({ parentId: "r-ab12" }),
  "aws:organizations/account:Account": (name) => ({ email: `aws+${name}@example.com` }),
  "aws:organizations/policy:Policy": () => ({ content: "{}" }),
  "aws:organizations/policyAttachment:PolicyAttachment": (name) => ({
    policyId: "p-a1b2c3d4",
    targetId: `ou-ab12-${name}`,
  }),
  "aws:organizations/delegatedAdministrator:DelegatedAdministrator": (name) => ({
    accountId: digits(name, 12),
    servicePrincipal: `${name}.amazonaws.com`,
  }),
};
