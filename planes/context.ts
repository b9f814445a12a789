import type * as aws from "@pulumi/aws";
import type { Provider as AwsxProvider } from "@pulumi/awsx/provider";

import { serviceConnectionSubject } from "../components/azure-devops/aws-service-connection";
import { ENTRA_EXCHANGE_AUDIENCE } from "../components/events/deploy-credential";
import type { Issuer } from "../components/identity/azure-devops-identity-provider";
import type { Accounts } from "../settings/accounts";
import { deploymentRoleOf, isSingleAccount } from "../settings/accounts";
import { awsProvider, awsxProvider } from "../settings/providers";
import { partitionOf } from "../settings/regions";
import type { PlaneName } from "../settings/planes";
import type { LandingZoneSettings } from "../settings/schema/landing-zone";
import type { Scope } from "../settings/scope";
import type { PlaneArgs } from "./plane";

export type PlaneScope = Scope & { readonly plane: PlaneName };

/** What the planes of one landing zone have in common. */
export interface Context {
  readonly settings: LandingZoneSettings;
  readonly singleAccount: boolean;
  readonly deploymentRole: string | undefined;
  readonly scopes: Readonly<Record<PlaneName, PlaneScope>>;
  readonly providers: Readonly<Record<PlaneName, aws.Provider>>;
  readonly awsx: AwsxProvider;
  readonly issuers: readonly Issuer[];
}

/** Says where each plane of a landing zone lives and who acts there. */
export function prepare(settings: LandingZoneSettings, accounts: Accounts): Context {
  const { team, azureDevOps } = settings;
  const singleAccount = isSingleAccount(accounts);
  const deploymentRole = deploymentRoleOf(settings, accounts);
  const everyPlane = <T>(make: (plane: PlaneName) => T): Record<PlaneName, T> => ({
    development: make("development"),
    automation: make("automation"),
    staging: make("staging"),
    production: make("production"),
  });
  const scopes = everyPlane((plane) => ({
    team: team.name,
    plane,
    account: accounts[plane],
    region: settings.region,
    partition: partitionOf(settings.region),
    protect: settings.profile === "production",
  }));
  return {
    settings,
    singleAccount,
    deploymentRole,
    scopes,
    providers: everyPlane((plane) => awsProvider(scopes[plane], team, deploymentRole)),
    awsx: awsxProvider(),
    issuers: azureDevOps.issuers ?? [defaultIssuer(azureDevOps.organizationId)],
  };
}

/** The issuer of service connections until July 2027, when Azure DevOps retires it. */
function defaultIssuer(organizationId: string): Issuer {
  return { url: `https://vstoken.dev.azure.com/${organizationId}`, audience: ENTRA_EXCHANGE_AUDIENCE };
}

/** What the composition of a plane gets. Only accounts where people and pipelines work may have a way to the internet. */
export function planeArgs(context: Context, plane: PlaneName): PlaneArgs {
  const { settings, singleAccount, scopes, providers, awsx } = context;
  const { network, organizationId } = settings;
  const serves = plane === "staging" || plane === "production";
  return {
    scope: scopes[plane],
    provider: providers[plane],
    awsx,
    network: {
      cidr: network[plane],
      availabilityZones: network.availabilityZones,
      ...(network.zones === undefined ? {} : { zones: network.zones }),
      natGateways: serves ? "none" : network.natGateways,
      interfaceEndpoints: network.interfaceEndpoints,
      // Jobs of pipelines and notebooks log to MLflow; models that serve do not.
      optionalServices: settings.mlflow && !serves ? ["experiments"] : [],
    },
    ...(singleAccount || organizationId === undefined ? {} : { organizationId }),
    alertEmails: settings.alertEmails,
    permissionSets: settings.permissionSets,
    logRetentionDays: settings.logs.retentionDays,
  };
}

/** Subject of the tokens of a service connection. */
export function subject({ settings }: Context, connection: string): string {
  return serviceConnectionSubject(
    settings.azureDevOps.organization,
    settings.azureDevOps.project,
    connection,
  );
}
