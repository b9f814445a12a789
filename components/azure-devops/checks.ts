import * as azuredevops from "@pulumi/azuredevops";
import type * as pulumi from "@pulumi/pulumi";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";

/** Who has to agree before a stage may use a protected resource. Whoever started the run never counts. */
export interface Approval {
  /** Origin ids of the groups whose members may approve. */
  readonly approverOriginIds: readonly pulumi.Input<string>[];
  /** How many of these groups have to; one member speaks for a group. @default 1 */
  readonly minimumRequiredApprovers?: number;
  /** Minutes until the stage is given up: 1 to 43,200 (30 days). @default 10080 - seven days */
  readonly timeoutMinutes?: number;
  /** What the approvers are asked to look at. */
  readonly instructions: string;
}

/** What a check guards. */
export interface CheckTarget {
  readonly projectId: pulumi.Input<string>;
  readonly targetResourceId: pulumi.Input<string>;
  readonly targetResourceType: "endpoint" | "environment";
}

const DEFAULT_TIMEOUT_MINUTES = 10_080;
const LONGEST_TIMEOUT_MINUTES = 43_200;

/**
 * @throws Error if nobody could approve, or if Azure DevOps does not take the numbers.
 */
export function checkApprovalArgs(of: string, approval: Approval): void {
  const {
    approverOriginIds,
    minimumRequiredApprovers = 1,
    timeoutMinutes = DEFAULT_TIMEOUT_MINUTES,
  } = approval;
  if (approverOriginIds.length === 0) {
    throw new Error(`approval of ${of} names no group: name at least one whose members may approve`);
  }
  if (!isWithin(minimumRequiredApprovers, approverOriginIds.length)) {
    throw new Error(
      `minimumRequiredApprovers of ${of} is ${minimumRequiredApprovers}: give a whole number from 1 to ` +
        `${approverOriginIds.length}, the number of groups`,
    );
  }
  if (!isWithin(timeoutMinutes, LONGEST_TIMEOUT_MINUTES)) {
    throw new Error(
      `timeoutMinutes of ${of} is ${timeoutMinutes}: give a whole number from 1 to ${LONGEST_TIMEOUT_MINUTES}`,
    );
  }
}

function isWithin(value: number, highest: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= highest;
}

/** Asks people, never the one who started the run. */
export function requireApproval(
  name: string,
  target: CheckTarget,
  approval: Approval,
  opts: pulumi.CustomResourceOptions,
): void {
  new azuredevops.CheckApproval(
    name,
    {
      ...target,
      approvers: [...approval.approverOriginIds],
      minimumRequiredApprovers: approval.minimumRequiredApprovers ?? 1,
      requesterCanApprove: false,
      timeout: approval.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES,
      instructions: approval.instructions,
    },
    opts,
  );
}

/** Refuses runs of any branch but main, and of a main branch that has lost its policies. */
export function requireMainBranch(
  name: string,
  target: CheckTarget,
  opts: pulumi.CustomResourceOptions,
): void {
  new azuredevops.CheckBranchControl(
    name,
    {
      ...target,
      displayName: "Protected main branch only",
      allowedBranches: MAIN_BRANCH,
      verifyBranchProtection: true,
      ignoreUnknownProtectionStatus: false,
    },
    opts,
  );
}
