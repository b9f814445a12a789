import type { Partition } from "../../settings/regions";
import { controls, placeAndIdentity } from "./account-guardrails";
import type { Denial } from "./service-control-policy";
import { keepModels, privateEncryptedJobs, studioAndApproval } from "./workload-guardrails";

export interface GuardrailSettings {
  readonly partition: Partition;
  readonly allowedRegions: readonly string[];
  /** Patterns such as `ml.m5.*`. */
  readonly allowedInstanceTypes: readonly string[];
}

/** One service control policy. */
export interface Guardrail {
  /** Name of the policy in AWS. */
  readonly name: string;
  readonly description: string;
  /** Unit that it is attached to; it holds for the units below, too. */
  readonly unit: "ml" | "production";
  readonly statements: readonly Denial[];
}

/** Most policies on one unit or account, AWS's own FullAWSAccess among them (AWS Organizations quotas). */
export const MAX_POLICIES_PER_TARGET = 5;

/** What no ML account may do. Each document stays within the limit of AWS for the longest settings. */
export function guardrails(settings: GuardrailSettings): readonly Guardrail[] {
  const { partition } = settings;
  return [
    {
      name: "ml-place-and-identity",
      description: "Where ML accounts may act, and as whom",
      unit: "ml",
      statements: placeAndIdentity(partition, settings.allowedRegions),
    },
    {
      name: "ml-controls",
      description: "What keeps the controls of ML accounts in force",
      unit: "ml",
      statements: controls(partition),
    },
    {
      name: "ml-jobs",
      description: "ML jobs run inside a network and encrypt what they write",
      unit: "ml",
      statements: privateEncryptedJobs(),
    },
    {
      name: "ml-studio-and-approval",
      description: "Studio without the internet, agreed instance types, and who approves models",
      unit: "ml",
      statements: studioAndApproval(partition, settings.allowedInstanceTypes),
    },
    {
      name: "ml-production",
      description: "What production keeps",
      unit: "production",
      statements: keepModels(partition),
    },
  ];
}
