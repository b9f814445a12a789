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

/** What an adopted organization lacks, each with the command that adds it; see docs/bootstrap.md. */
export function missingPreconditions(facts: OrganizationFacts, services: readonly string[]): string[] {
  const features = facts.featureSet === "ALL" ? [] : ["all features: aws organizations enable-all-features"];
  const policies = facts.enabledPolicyTypes.includes(POLICY_TYPE)
    ? []
    : [
        `service control policies: aws organizations enable-policy-type --policy-type ${POLICY_TYPE} --root-id ${facts.roots[0]?.id ?? "<root>"}`,
      ];
  const access = services
    .filter((service) => !facts.awsServiceAccessPrincipals.includes(service))
    .map((service) => `trusted access of ${service}: ${enabling(service)}`);
  return [...features, ...policies, ...access];
}

/** Stack sets must be enabled by CloudFormation itself, which also creates its service-linked role. */
function enabling(service: string): string {
  return service.startsWith("member.org.stacksets.")
    ? "aws cloudformation activate-organizations-access"
    : `aws organizations enable-aws-service-access --service-principal ${service}`;
}
