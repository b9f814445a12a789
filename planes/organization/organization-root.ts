import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { OrganizationFacts } from "../../components/organizations/preconditions";
import {
  missingPreconditions,
  neededServices,
  POLICY_TYPE,
} from "../../components/organizations/preconditions";
import { Refusal } from "../../settings/program-refusal";
import type { OrganizationSettings } from "../../settings/schema/organization";

export interface AnyOrganization {
  readonly id: pulumi.Output<string>;
  readonly rootId: pulumi.Output<string>;
}

/** The organization of the management account, ready for everything else: found so, or made so. */
export function adoptOrCreate(settings: OrganizationSettings, provider: aws.Provider): AnyOrganization {
  const services = neededServices(settings);
  const organization =
    settings.organization === "adopt" ? adopt(services, provider) : create(services, provider);
  return { id: organization.id, rootId: pulumi.output(organization.roots).apply(onlyRoot) };
}

/** Somebody else keeps this organization, so the program changes nothing of it: it says what is missing. */
function adopt(
  services: readonly string[],
  provider: aws.Provider,
): pulumi.Output<aws.organizations.GetOrganizationResult> {
  return aws.organizations.getOrganizationOutput({}, { provider }).apply((found) => ready(found, services));
}

function create(services: readonly string[], provider: aws.Provider): aws.organizations.Organization {
  return new aws.organizations.Organization(
    "organization",
    {
      featureSet: "ALL",
      enabledPolicyTypes: [POLICY_TYPE],
      awsServiceAccessPrincipals: [...services].sort(),
    },
    { provider, protect: true, retainOnDelete: true },
  );
}

/** @throws Refusal if the organization lacks something that others depend on. */
function ready<T extends OrganizationFacts>(organization: T, services: readonly string[]): T {
  const missing = missingPreconditions(organization, services);
  if (missing.length > 0) {
    throw new Refusal(
      `the organization is not prepared, see docs/bootstrap.md; it lacks\n${missing.map(({ what, command }) => `  ${what}: ${command}`).join("\n")}\n`,
    );
  }
  return organization;
}

function onlyRoot(roots: readonly { readonly id: string }[]): string {
  const [root] = roots;
  if (!root) {
    throw new Refusal("the organization shows no root: run this stack in the management account");
  }
  return root.id;
}
