import { partitionOf } from "../../settings/regions";
import type { Place, Properties } from "./types";

/**
 * Where the resources of a provider act.
 *
 * @param inputs - Of a `pulumi:providers:aws`, `azuredevops` or `azure-repos` resource; nested values may be JSON text,
 * as the SDK sends them.
 * @throws Error if they do not pin exactly one account and Region, or one organization.
 */
export function placeOf(inputs: Properties): Place {
  const organization = organizationOf(inputs.orgServiceUrl ?? inputs.organizationUrl);
  if (organization !== undefined) {
    return { account: organization, region: "", partition: "aws" };
  }
  const accounts = nested(inputs.allowedAccountIds);
  const [account] = Array.isArray(accounts) ? (accounts as unknown[]) : [];
  if (
    typeof account !== "string" ||
    (accounts as unknown[]).length !== 1 ||
    typeof inputs.region !== "string"
  ) {
    throw new Error(
      "a provider must say where it acts: give an aws provider one allowedAccountIds and a region, " +
        `an azuredevops provider its orgServiceUrl, an azure-repos provider its organizationUrl; given ${JSON.stringify(Object.keys(inputs))}`,
    );
  }
  return {
    account,
    region: inputs.region,
    partition: partitionOf(inputs.region),
    defaultTags: defaultTagsOf(inputs),
  };
}

function organizationOf(url: unknown): string | undefined {
  return typeof url === "string" ? new URL(url).pathname.split("/")[1] : undefined;
}

function defaultTagsOf(inputs: Properties): Readonly<Record<string, string>> {
  const defaultTags = nested(inputs.defaultTags) as { tags?: Readonly<Record<string, string>> } | undefined;
  return defaultTags?.tags ?? {};
}

function nested(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}
