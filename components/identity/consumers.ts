import type { Scope } from "../../settings/scope";
import { globalArn, physicalName } from "../../settings/scope";
import type { ResourceStatement } from "./policy";

/**
 * Roles of other accounts that may read what the automation account owns. Registry, artifacts, images and keys take
 * their statements from here, so that the four documents agree.
 */
export interface Consumers {
  readonly organizationId: string;
  /** Role ARNs by account id. */
  readonly roleArns: readonly string[];
}

/** ARN of a role of {@link ServiceRole} or {@link AzureDevOpsRole}, known before the role exists. */
export function roleArn(scope: Scope, purpose: string): string {
  return globalArn(scope, "iam", `role/${physicalName(scope, purpose)}`);
}

/**
 * Principal and condition of a statement for consumers. The principals are accounts, since AWS refuses a policy that
 * names a role which does not exist yet, and the condition narrows them to the roles and the organization.
 */
export function onlyConsumers(consumers: Consumers): Pick<ResourceStatement, "principal" | "conditions"> {
  return {
    principal: { AWS: accountRoots(consumers.roleArns) },
    conditions: {
      StringEquals: { "aws:PrincipalOrgID": consumers.organizationId },
      ArnEquals: { "aws:PrincipalArn": [...consumers.roleArns] },
    },
  };
}

/** The accounts of roles, each once. */
export function accountRoots(roleArns: readonly string[]): string[] {
  return [...new Set(roleArns.map((arn) => arn.replace(/:role\/.*$/, ":root")))];
}
