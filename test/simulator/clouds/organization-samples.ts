import type { Properties } from "../../../simulator/clouds";
import { digits } from "../../../simulator/clouds/ids";
import { AWS } from "../../support/types";

/** Inputs that make a resource of the management account complete: no name where the provider makes one up. */
export const ORGANIZATION_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.account.Region]: (name) => ({
    accountId: digits(name, 12),
    regionName: "me-central-1",
    enabled: true,
  }),
  [AWS.budgets.Budget]: () => ({ budgetType: "COST", timeUnit: "MONTHLY" }),
  [AWS.cloudformation.StackSet]: () => ({ templateBody: "{}" }),
  [AWS.cloudformation.StackSetInstance]: (name) => ({
    stackSetName: name,
    deploymentTargets: { organizationalUnitIds: ["ou-ab12-1", "ou-ab12-2"], accounts: ["222233334444"] },
  }),
  [AWS.cloudtrail.Trail]: () => ({ s3BucketName: "logs" }),
  [AWS.costexplorer.CostAllocationTag]: (name) => ({ tagKey: name, status: "Active" }),
  [AWS.organizations.OrganizationalUnit]: () => ({ parentId: "r-ab12" }),
  [AWS.organizations.Account]: (name) => ({ email: `aws+${name}@example.com` }),
  [AWS.organizations.Policy]: () => ({ content: "{}" }),
  [AWS.organizations.PolicyAttachment]: (name) => ({
    policyId: "p-a1b2c3d4",
    targetId: `ou-ab12-${name}`,
  }),
  [AWS.organizations.DelegatedAdministrator]: (name) => ({
    accountId: digits(name, 12),
    servicePrincipal: `${name}.amazonaws.com`,
  }),
};
