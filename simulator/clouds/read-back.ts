/**
 * Where a cloud does not say again what it was told. A provider that does not send an input, or that reads another value
 * back, shows a change in every preview, and a guardrail that judges the input judges what never reaches the cloud.
 */
import { isDeepStrictEqual } from "node:util";

import type { Properties } from "./types";

/** What comes back for one input of a type. */
export interface ReadBack {
  readonly type: string;
  readonly input: string;
  /** What the provider takes where the program gives nothing. @default nothing, and then nothing is compared */
  readonly preset?: unknown;
  /** Whether the cloud answers it also where nothing was asked, and the provider takes it for a wish. @default false */
  readonly unasked?: true;
  /** What the cloud answers, whatever was given. */
  readonly value: unknown;
  /** Where this is to be seen: code of the provider, or an issue. */
  readonly source: string;
}

/** Every known input that comes back otherwise. */
export const READ_BACK: readonly ReadBack[] = [
  {
    type: "azuredevops:index/buildDefinition:BuildDefinition",
    input: "jobAuthorizationScope",
    preset: "projectCollection",
    value: "projectCollection",
    source:
      "terraform-provider-azuredevops 1.15, resource_build_definition.go: expandBuildDefinition does not send it, " +
      "flattenBuildDefinition reads what Azure DevOps chose",
  },
  {
    type: "azuredevops:index/user:User",
    input: "accountLicenseType",
    preset: "express",
    value: "none",
    source:
      "MicrosoftDocs/azure-devops-docs issue 11844: what Azure DevOps answers of subscribers of Visual Studio",
  },
  {
    type: "azuredevops:index/user:User",
    input: "licensingSource",
    preset: "account",
    value: "msdn",
    source:
      "terraform-provider-azuredevops 1.15, resource_user_entitlement.go: the read takes what the license comes from, " +
      "which for a subscriber of Visual Studio is the subscription (issue 1589)",
  },
  ...["lifecycleRules", "serverSideEncryptionConfiguration", "versioning"].map((input): ReadBack => ({
    type: "aws:s3/bucket:Bucket",
    input,
    unasked: true,
    value: "what the resource of its own made",
    source:
      "pulumi-aws issue 6244 (also 3166): a refresh writes what BucketLifecycleConfiguration and its like made into the " +
      "bucket, and the next update deletes it",
  })),
];

/** What a refresh writes into the inputs of a resource, by input. */
export function refreshed(type: string, inputs: Properties): Properties {
  const answered = entriesOf(type).filter(
    ({ input, unasked = false }) => unasked || inputs[input] !== undefined,
  );
  return Object.fromEntries(answered.map(({ input, value }) => [input, value]));
}

/** What the cloud answers for inputs of a type that come back otherwise, by input. */
export function readBackOf(type: string): Properties {
  const entries = entriesOf(type).filter(({ unasked = false }) => !unasked);
  return Object.fromEntries(entries.map(({ input, value }) => [input, value]));
}

/**
 * Inputs that every preview shows as changed once the resource is there, although nobody changes them.
 *
 * @param ignored - What the resource's option `ignoreChanges` names.
 */
export function neverSettled(type: string, inputs: Properties, ignored: readonly string[]): string[] {
  return entriesOf(type)
    .filter(({ input, preset, unasked = false, value }) => {
      const asked = inputs[input] ?? preset;
      return !ignored.includes(input) && (asked === undefined ? unasked : !isDeepStrictEqual(asked, value));
    })
    .map(({ input }) => input);
}

function entriesOf(type: string): readonly ReadBack[] {
  return READ_BACK.filter((entry) => entry.type === type);
}
