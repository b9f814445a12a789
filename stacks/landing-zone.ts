import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { serviceConnectionSubject } from "../components/azure-devops/aws-service-connection";
import type { InfrastructureVariable } from "../components/azure-devops/names";
import { SERVICE_CONNECTIONS } from "../components/azure-devops/names";
import { ApprovalPath, ENTRA_EXCHANGE_AUDIENCE } from "../components/events/approval-path";
import type { Issuer } from "../components/identity/azure-devops-identity-provider";
import type { Consumers } from "../components/identity/consumers";
import { roleArn } from "../components/identity/consumers";
import type { Accounts } from "../settings/accounts";
import { isSingleAccount, resolveAccounts } from "../settings/accounts";
import { awsProvider, azureDevOpsProvider, azureDevOpsUrl } from "../settings/providers";
import { partitionOf } from "../settings/regions";
import type { LandingZoneSettings, PlaneName } from "../settings/schema/landing-zone";
import type { Scope } from "../settings/scope";
import type { ModelConsumers } from "./automation";
import { AutomationPlane, deploymentRoleArn } from "./automation";
import type { DeliveryPlaneArgs } from "./delivery";
import { DeliveryPlane } from "./delivery";
import { DeploymentPlane, ENDPOINT_ROLE, MODEL_DEPLOY_ROLE } from "./deployment";
import { DevelopmentPlane } from "./development";
import { functionCode } from "./function-code";
import type { InfrastructureAccess } from "./infrastructure-access";
import { seedsOf } from "./seeds";

/** What the planes of one landing zone have in common. */
interface Context {
  readonly settings: LandingZoneSettings;
  readonly singleAccount: boolean;
  readonly deploymentRole: string | undefined;
  readonly scopes: Readonly<Record<PlaneName, Scope>>;
  readonly providers: Readonly<Record<PlaneName, aws.Provider>>;
  readonly issuers: readonly Issuer[];
}

/** One team's environment: its four accounts, its Azure DevOps project, and the path from approval to deployment. */
export async function landingZoneStack(
  settings: LandingZoneSettings,
  token?: pulumi.Output<string>,
): Promise<Record<string, unknown>> {
  const context = prepare(settings, await resolveAccounts(settings));
  const development = new DevelopmentPlane("development", at(context, "development"));
  const automation = createAutomation(context);
  const staging = createDeployment(context, "staging", automation);
  const production = createDeployment(context, "production", automation);
  const delivery = new DeliveryPlane("delivery", {
    provider: azureDevOpsProvider(settings.azureDevOps.organization, token),
    settings,
    seeds: seedsOf(settings, context.scopes),
    roleArns: {
      modelBuild: automation.modelBuildRoleArn,
      modelDeployStaging: staging.modelDeployRoleArn,
      modelDeployProduction: production.modelDeployRoleArn,
    },
    ...infrastructurePipeline(context, automation),
  });
  const approvals = createApprovalPath(context, automation, delivery);
  return {
    dataBucketName: development.dataBucketName,
    projectId: delivery.projectId,
    deploymentContracts: { staging: staging.contractName, production: production.contractName },
    deadLetterQueueArn: approvals.deadLetterQueueArn,
    /** To enter into the Entra application, once: see docs/bootstrap.md. */
    entraFederatedCredential: {
      issuer: automation.webIdentityIssuer,
      subject: approvals.functionRoleArn,
      audience: ENTRA_EXCHANGE_AUDIENCE,
    },
  };
}

function prepare(settings: LandingZoneSettings, accounts: Accounts): Context {
  const { team, azureDevOps } = settings;
  const singleAccount = isSingleAccount(accounts);
  const deploymentRole =
    settings.deploymentRole ?? (singleAccount ? undefined : "OrganizationAccountAccessRole");
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
    issuers: azureDevOps.issuers ?? [defaultIssuer(azureDevOps.organizationId)],
  };
}

/** The issuer of service connections until July 2027, when Azure DevOps retires it. */
function defaultIssuer(organizationId: string): Issuer {
  return { url: `https://vstoken.dev.azure.com/${organizationId}`, audience: ENTRA_EXCHANGE_AUDIENCE };
}

function at(context: Context, plane: PlaneName): { scope: Scope; provider: aws.Provider } {
  return { scope: context.scopes[plane], provider: context.providers[plane] };
}

function subject({ settings }: Context, connection: string): string {
  return serviceConnectionSubject(
    settings.azureDevOps.organization,
    settings.azureDevOps.project,
    connection,
  );
}

function createAutomation(context: Context): AutomationPlane {
  const { settings } = context;
  const infrastructure = infrastructureAccess(context);
  const consumers = consumersOf(context);
  return new AutomationPlane("automation", {
    ...at(context, "automation"),
    models: settings.models,
    issuers: context.issuers,
    modelBuildSubject: subject(context, SERVICE_CONNECTIONS.modelBuild),
    ...(infrastructure ? { infrastructure } : {}),
    ...(consumers ? { consumers } : {}),
    alertEmails: settings.alertEmails,
    webIdentityFederation: settings.webIdentityFederation,
  });
}

function infrastructureAccess(context: Context): InfrastructureAccess | undefined {
  const { settings, deploymentRole, scopes } = context;
  if (!settings.infrastructurePipeline || deploymentRole === undefined) {
    return undefined;
  }
  const { stateBucket, stateKeyArn } = settings.infrastructurePipeline;
  const readsStack = settings.accounts.organizationStack?.split("/").slice(1).join("/");
  return {
    subject: subject(context, SERVICE_CONNECTIONS.infrastructure),
    deploymentRoleArns: [
      ...new Set(Object.values(scopes).map((scope) => deploymentRoleArn(scope, deploymentRole))),
    ],
    state: {
      bucketArn: `arn:${scopes.automation.partition}:s3:::${stateBucket}`,
      keyArn: stateKeyArn,
      project: pulumi.getProject(),
      stack: pulumi.getStack(),
      ...(readsStack === undefined ? {} : { readsStack }),
    },
  };
}

function infrastructurePipeline(
  context: Context,
  { infrastructureRoleArn }: AutomationPlane,
): Pick<DeliveryPlaneArgs, "infrastructure"> {
  const stateBucket = context.settings.infrastructurePipeline?.stateBucket;
  return infrastructureRoleArn === undefined || stateBucket === undefined
    ? {}
    : {
        infrastructure: {
          roleArn: infrastructureRoleArn,
          variables: infrastructureVariables(context, stateBucket),
        },
      };
}

/** What the Infrastructure pipeline's file leaves open, since it is the same for every team. */
function infrastructureVariables(
  { settings, scopes }: Context,
  stateBucket: string,
): Record<InfrastructureVariable, string> {
  return {
    PULUMI_STACK: pulumi.getStack(),
    PULUMI_BACKEND_URL: `s3://${stateBucket}?region=${settings.region}&awssdk=v2`,
    AWS_REGION: settings.region,
    AWS_ACCOUNT: scopes.automation.account,
  };
}

/** Who reads models from another account. In a single account nobody does: there, a role's own policy is enough. */
function consumersOf({ settings, singleAccount, scopes }: Context): ModelConsumers | undefined {
  if (singleAccount || settings.organizationId === undefined) {
    return undefined;
  }
  const { organizationId } = settings;
  const inBoth = (purpose: string): Consumers => ({
    organizationId,
    roleArns: [scopes.staging, scopes.production].map((scope) => roleArn(scope, purpose)),
  });
  return { versions: inBoth(MODEL_DEPLOY_ROLE), content: inBoth(ENDPOINT_ROLE) };
}

function createDeployment(
  context: Context,
  plane: "staging" | "production",
  automation: AutomationPlane,
): DeploymentPlane {
  const { settings, scopes } = context;
  return new DeploymentPlane(plane, {
    ...at(context, plane),
    automation: { scope: scopes.automation, keyArn: automation.keyArn },
    models: Object.keys(settings.models),
    network: { cidr: settings.network[plane], availabilityZones: settings.network.availabilityZones },
    issuers: context.issuers,
    sharesAccountWithAutomation: context.singleAccount,
    modelDeploySubject: subject(
      context,
      plane === "staging"
        ? SERVICE_CONNECTIONS.modelDeployStaging
        : SERVICE_CONNECTIONS.modelDeployProduction,
    ),
    alertEmails: settings.alertEmails,
  });
}

function createApprovalPath(
  { settings, scopes }: Context,
  automation: AutomationPlane,
  delivery: DeliveryPlane,
): ApprovalPath {
  const { organization, project, deployTrigger } = settings.azureDevOps;
  return new ApprovalPath(
    "approval",
    {
      scope: scopes.automation,
      models: Object.keys(settings.models),
      pipeline: {
        organizationUrl: azureDevOpsUrl(organization),
        project,
        pipelineId: delivery.modelDeployPipelineId.apply(String),
        tenantId: deployTrigger.tenantId,
        clientId: deployTrigger.clientId,
      },
      code: functionCode("start-model-deploy"),
      kmsKeyArn: automation.keyArn,
      permissionsBoundaryArn: automation.permissionsBoundaryArn,
      alertTopicArn: automation.alertTopicArn,
    },
    { parent: automation },
  );
}
