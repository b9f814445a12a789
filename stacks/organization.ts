import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { DeployerRoles } from "../components/organizations/deployer-roles";
import { EnabledRegions } from "../components/organizations/enabled-regions";
import type { Guardrail } from "../components/organizations/guardrails";
import { guardrails } from "../components/organizations/guardrails";
import { OrganizationTrail } from "../components/organizations/organization-trail";
import { OrganizationalUnits } from "../components/organizations/organizational-units";
import { DELEGATED_SERVICES, regionsToEnable } from "../components/organizations/preconditions";
import { ServiceControlPolicy } from "../components/organizations/service-control-policy";
import { TeamAccounts } from "../components/organizations/team-accounts";
import { TeamBudgets } from "../components/organizations/team-budgets";
import { ACCOUNT_IDS_OUTPUT } from "../settings/accounts";
import { awsProvider } from "../settings/providers";
import { partitionOf } from "../settings/regions";
import type { PlaneName } from "../settings/planes";
import type { OrganizationSettings } from "../settings/schema/organization";
import type { Scope } from "../settings/scope";
import type { AnyOrganization } from "../planes/organization/organization-root";
import { adoptOrCreate } from "../planes/organization/organization-root";

/** What everything in the management account builds on. */
interface Context {
  readonly settings: OrganizationSettings;
  readonly scope: Scope;
  readonly provider: aws.Provider;
  readonly organization: AnyOrganization;
  readonly units: OrganizationalUnits;
}

/** Tags that every provider of this program sets and that say who pays for what. */
const COST_TAGS = ["CostCenter", "Environment", "ManagedBy", "Project", "Team"] as const;

type AccountIds = Readonly<Record<PlaneName, pulumi.Output<string>>>;

type Team = OrganizationSettings["teams"][string];

/** The management account: units, guardrails, the trail, and every team's accounts with budget and deployer role. */
export function organizationStack(settings: OrganizationSettings): Record<string, unknown> {
  const context = prepare(settings);
  for (const guardrail of guardrails({ ...settings, partition: context.scope.partition })) {
    guard(context, guardrail);
  }
  if (settings.auditTrail.trail === "create") {
    createTrail(context);
  }
  delegate(context);
  activateCostTags(context);
  const teams = Object.entries(settings.teams).map(
    ([name, team]) => [name, createTeam(context, name, team)] as const,
  );
  return { organizationId: context.organization.id, [ACCOUNT_IDS_OUTPUT]: Object.fromEntries(teams) };
}

function prepare(settings: OrganizationSettings): Context {
  const scope: Scope = {
    team: "platform",
    plane: "management",
    account: settings.managementAccount,
    region: settings.region,
    partition: partitionOf(settings.region),
    protect: true,
  };
  const provider = awsProvider(scope, settings);
  const organization = adoptOrCreate(settings, provider);
  const units = new OrganizationalUnits("units", { rootId: organization.rootId }, { provider });
  return { settings, scope, provider, organization, units };
}

/** Comes on top of FullAWSAccess, which AWS attaches to every unit: without it, an account could do nothing. */
function guard({ units, provider }: Context, { name, description, unit, statements }: Guardrail): void {
  const targetId = { ml: units.mlId, production: units.productionId }[unit];
  new ServiceControlPolicy(
    name,
    { policyName: name, description, statements, targets: { [unit]: targetId } },
    { provider },
  );
}

function createTrail({ settings, scope, organization, provider }: Context): void {
  const { lock, lockDays } = settings.auditTrail;
  new OrganizationTrail(
    "trail",
    { scope, organizationId: organization.id, lock: { mode: lock, days: lockDays } },
    { provider },
  );
}

/** Puts the security account in charge of the services that watch all accounts. */
function delegate({ settings: { securityAccount }, provider, units }: Context): void {
  if (securityAccount === undefined) {
    return;
  }
  for (const servicePrincipal of DELEGATED_SERVICES) {
    new aws.organizations.DelegatedAdministrator(
      `security-${servicePrincipal.replace(".amazonaws.com", "")}`,
      { accountId: securityAccount, servicePrincipal },
      // The units are there only if the organization is, and trusts the service.
      { provider, protect: true, dependsOn: [units] },
    );
  }
}

function activateCostTags({ settings, provider }: Context): void {
  if (settings.costAllocationTags === "later") {
    return;
  }
  for (const tagKey of COST_TAGS) {
    new aws.costexplorer.CostAllocationTag(`cost-tag-${tagKey}`, { tagKey, status: "Active" }, { provider });
  }
}

function createTeam(
  context: Context,
  name: string,
  { owner, costCenter, monthlyBudgetUsd }: Team,
): AccountIds {
  const { settings, scope, provider, organization, units } = context;
  const { accountIds } = new TeamAccounts(
    name,
    {
      team: name,
      owner,
      costCenter,
      emailPattern: settings.accountEmail,
      nonProductionUnitId: units.nonProductionId,
      productionUnitId: units.productionId,
    },
    { provider },
  );
  new TeamBudgets(
    `${name}-budget`,
    { team: name, monthlyUsd: monthlyBudgetUsd, accountIds, emails: [owner, settings.owner] },
    { provider },
  );
  const deployers = new DeployerRoles(
    `${name}-deployer`,
    {
      team: name,
      partition: scope.partition,
      region: scope.region,
      managementAccount: scope.account,
      organizationId: organization.id,
      accountIds: enableRegions(context, name, accountIds),
      units,
    },
    { provider },
  );
  return deployers.readyAccountIds;
}

/** CloudFormation reaches an account only in Regions that are enabled for it, and so does whoever deploys later. */
function enableRegions({ settings, provider }: Context, team: string, accountIds: AccountIds): AccountIds {
  const regions = regionsToEnable(settings.allowedRegions);
  return regions.length === 0
    ? accountIds
    : new EnabledRegions(`${team}-regions`, { accountIds, regions }, { provider }).accountIds;
}
