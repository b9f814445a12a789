import type { Changes } from "../stack-files";
import type { Lack } from "./lack";
import { at, full, lowered } from "./lack";

const organization = (
  title: string,
  seed: Lack["seed"],
  what: string,
  mend: string,
  changes?: Changes,
): Lack => ({
  ...full(title, at("management account", "100000000001"), seed, what, mend, changes),
  sample: "organization",
});

export const ORGANIZATION: readonly Lack[] = [
  organization(
    "all features of the organization",
    ({ aws }) => Object.assign(aws.organization ?? {}, { featureSet: "CONSOLIDATED_BILLING" }),
    "the organization lacks all features",
    "aws organizations enable-all-features",
  ),
  organization(
    "service control policies",
    ({ aws }) => Object.assign(aws.organization ?? {}, { policyTypes: [] }),
    "the organization lacks service control policies",
    "aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id r-ab12",
  ),
  organization(
    "trusted access of stack sets",
    ({ aws }) => Object.assign(aws.organization ?? {}, { trustedServices: ["cloudtrail.amazonaws.com"] }),
    "the organization lacks trusted access of member.org.stacksets.cloudformation.amazonaws.com",
    "aws cloudformation activate-organizations-access",
  ),
  organization(
    "an organization to adopt",
    ({ aws }) => {
      aws.organization = undefined;
    },
    "account 100000000001 belongs to no organization",
    "aws organizations create-organization --feature-set ALL, or set mlops:organization to create",
  ),
  organization(
    "the management account",
    ({ aws }) => Object.assign(aws.organization ?? {}, { managementAccount: "100000000009" }),
    "account 100000000001 is a member of organization o-a1b2c3d4e5",
    "set mlops:managementAccount to 100000000009, and sign in there",
  ),
  organization(
    "an account without an organization, to create one",
    () => undefined,
    "account 100000000001 has an organization already",
    "set mlops:organization to adopt",
    { organization: "create" },
  ),
  organization(
    "accounts for all teams",
    lowered("100000000001", "organizations", "Default maximum number of accounts", 4),
    "an organization may have 4 accounts, needed are 4 besides 1 that are there",
    "aws service-quotas request-service-quota-increase --service-code organizations --quota-code L-E619E033 --desired-value 5 --region us-east-1",
  ),
  organization(
    "an address that no account has",
    ({ aws }) =>
      aws.organization?.members.push({
        id: "100000000005",
        name: "old",
        email: "AWS+fraud-staging@example.com",
      }),
    "address aws+fraud-staging@example.com is taken by account 100000000005 (old)",
    "choose another pattern for mlops:accountEmail",
  ),
  organization(
    "a security account of the organization",
    ({ aws }) =>
      aws.organization?.trustedServices.push(
        "access-analyzer.amazonaws.com",
        "config.amazonaws.com",
        "guardduty.amazonaws.com",
        "securityhub.amazonaws.com",
      ),
    "account 100000000007 does not belong to the organization",
    "aws organizations invite-account-to-organization --target Id=100000000007,Type=ACCOUNT",
    { securityAccount: "100000000007" },
  ),
  organization(
    "a Region that teams may use",
    (clouds) => clouds.account("100000000001").optedOut.add("eu-south-1"),
    "Region eu-south-1 is not enabled",
    "aws account enable-region --region-name eu-south-1, in account 100000000001; it takes minutes to hours",
    { allowedRegions: ["eu-west-1", "eu-south-1"] },
  ),
];
