import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { OrganizationalUnits } from "../components/organizations/organizational-units";
import type { Denial } from "../components/organizations/service-control-policy";
import { ServiceControlPolicy } from "../components/organizations/service-control-policy";
import { TeamAccounts } from "../components/organizations/team-accounts";
import { ACCOUNT_IDS_OUTPUT } from "../settings/accounts";
import { awsProvider } from "../settings/providers";
import { partitionOf } from "../settings/regions";
import type { OrganizationSettings } from "../settings/schema/organization";

/** Services whose API has no Region, or one Region only: denying others must not touch them. */
const GLOBAL_SERVICES = [
  "account:*",
  "budgets:*",
  "ce:*",
  "cloudfront:*",
  "cur:*",
  "health:*",
  "iam:*",
  "organizations:*",
  "route53:*",
  "route53domains:*",
  "s3:ListAllMyBuckets",
  "sts:*",
  "support:*",
  "tag:GetResources",
  "trustedadvisor:*",
  "waf:*",
  "wafv2:*",
];

/** The management account: units, every team's accounts, the guardrail above them. */
export function organizationStack(settings: OrganizationSettings): Record<string, unknown> {
  const provider = managementProvider(settings);
  const organization = adoptOrCreate(settings, provider);
  const units = new OrganizationalUnits("units", { rootId: organization.rootId }, { provider });
  new ServiceControlPolicy(
    "ml-guardrails",
    {
      policyName: "ml-guardrails",
      description: "What no ML account may do",
      statements: guardrails(settings),
      targets: { ml: units.mlId },
    },
    { provider },
  );
  const teams = Object.entries(settings.teams).map(([team, { owner, costCenter }]) => {
    const accounts = new TeamAccounts(
      team,
      {
        team,
        owner,
        costCenter,
        emailPattern: settings.accountEmail,
        nonProductionUnitId: units.nonProductionId,
        productionUnitId: units.productionId,
      },
      { provider },
    );
    return [team, accounts.accountIds] as const;
  });
  return { organizationId: organization.id, [ACCOUNT_IDS_OUTPUT]: Object.fromEntries(teams) };
}

function managementProvider(settings: OrganizationSettings): aws.Provider {
  return awsProvider(
    {
      team: "platform",
      plane: "management",
      account: settings.managementAccount,
      region: settings.region,
      partition: partitionOf(settings.region),
      protect: true,
    },
    { owner: settings.owner, costCenter: settings.costCenter },
  );
}

interface AnyOrganization {
  readonly id: pulumi.Output<string>;
  readonly rootId: pulumi.Output<string>;
}

function adoptOrCreate(settings: OrganizationSettings, provider: aws.Provider): AnyOrganization {
  const organization =
    settings.organization === "adopt"
      ? aws.organizations.getOrganizationOutput({}, { provider })
      : new aws.organizations.Organization(
          "organization",
          { featureSet: "ALL", enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] },
          { provider, protect: true, retainOnDelete: true },
        );
  return { id: organization.id, rootId: pulumi.output(organization.roots).apply(onlyRoot) };
}

function onlyRoot(roots: readonly { readonly id: string }[]): string {
  const [root] = roots;
  if (!root) {
    throw new Error("the organization shows no root: run this stack in the management account");
  }
  return root.id;
}

function guardrails(settings: OrganizationSettings): Denial[] {
  return [
    {
      sid: "StayInTheOrganization",
      effect: "Deny",
      actions: ["organizations:LeaveOrganization"],
      resources: ["*"],
    },
    {
      sid: "OnlyAllowedRegions",
      effect: "Deny",
      notActions: GLOBAL_SERVICES,
      resources: ["*"],
      conditions: { StringNotEquals: { "aws:RequestedRegion": settings.allowedRegions } },
    },
    {
      sid: "NoLongLivedUsers",
      effect: "Deny",
      actions: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"],
      resources: ["*"],
    },
  ];
}
