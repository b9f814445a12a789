import { OPT_IN_REGIONS } from "../../settings/regions";

/** What an organization shows of itself, as far as this program depends on it. */
export interface OrganizationFacts {
  readonly featureSet: string;
  readonly enabledPolicyTypes: readonly string[];
  readonly awsServiceAccessPrincipals: readonly string[];
  readonly roots: readonly { readonly id: string }[];
}

export const POLICY_TYPE = "SERVICE_CONTROL_POLICY";

/** Services that work across the organization in any case: the trail, and the stack sets that make deployer roles. */
export const TRUSTED_SERVICES: readonly string[] = [
  "cloudtrail.amazonaws.com",
  "member.org.stacksets.cloudformation.amazonaws.com",
];

/** Service that enables Regions for accounts of the organization. */
export const REGION_SERVICE = "account.amazonaws.com";

/** Services of which a security account can be put in charge. */
export const DELEGATED_SERVICES: readonly string[] = [
  "access-analyzer.amazonaws.com",
  "config.amazonaws.com",
  "guardduty.amazonaws.com",
  "securityhub.amazonaws.com",
];

/** Something that an adopted organization lacks. */
export interface MissingPrecondition {
  readonly what: string;
  /** Command of the AWS CLI that adds it. */
  readonly command: string;
}

/** What of an organization's settings decides on the services that it needs. */
export interface OrganizationNeeds {
  /** Who administers services in place of the management account. @default nobody */
  readonly securityAccount?: string | undefined;
  /** Regions of the ML accounts. */
  readonly allowedRegions: readonly string[];
}

/** Services that have to work across the organization. */
export function neededServices({ securityAccount, allowedRegions }: OrganizationNeeds): string[] {
  return [
    ...TRUSTED_SERVICES,
    ...(securityAccount === undefined ? [] : DELEGATED_SERVICES),
    ...(regionsToEnable(allowedRegions).length === 0 ? [] : [REGION_SERVICE]),
  ];
}

/** Those of the Regions that AWS asks accounts to opt into. */
export function regionsToEnable(allowedRegions: readonly string[]): string[] {
  return OPT_IN_REGIONS.filter((region) => allowedRegions.includes(region));
}

/** What an adopted organization lacks, each with the command that adds it; see docs/bootstrap.md. */
export function missingPreconditions(
  facts: OrganizationFacts,
  services: readonly string[],
): MissingPrecondition[] {
  const features =
    facts.featureSet === "ALL"
      ? []
      : [{ what: "all features", command: "aws organizations enable-all-features" }];
  const policies = facts.enabledPolicyTypes.includes(POLICY_TYPE)
    ? []
    : [
        {
          what: "service control policies",
          command: `aws organizations enable-policy-type --policy-type ${POLICY_TYPE} --root-id ${facts.roots[0]?.id ?? "<root>"}`,
        },
      ];
  const access = services
    .filter((service) => !facts.awsServiceAccessPrincipals.includes(service))
    .map((service) => ({ what: `trusted access of ${service}`, command: enabling(service) }));
  return [...features, ...policies, ...access];
}

/** Stack sets must be enabled by CloudFormation itself, which also creates its service-linked role. */
function enabling(service: string): string {
  return service.startsWith("member.org.stacksets.")
    ? "aws cloudformation activate-organizations-access"
    : `aws organizations enable-aws-service-access --service-principal ${service}`;
}
