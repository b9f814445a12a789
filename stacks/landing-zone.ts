import type * as pulumi from "@pulumi/pulumi";

import type { Stage } from "../settings/planes";
import { SERVICE_CONNECTIONS } from "../settings/azure-devops-names";
import { ApprovalPath } from "../components/events/approval-path";
import { ENTRA_EXCHANGE_AUDIENCE } from "../components/events/deploy-credential";
import { resolveAccounts } from "../settings/accounts";
import { azureDevOpsUrl } from "../settings/azure-devops-url";
import { azureDevOpsProvider, AzureReposProvider } from "../settings/providers";
import type { LandingZoneSettings } from "../settings/schema/landing-zone";
import {
  automationConsumers,
  labelReaders,
  monitors,
  notebooks,
  trainers,
} from "../planes/cross-account-roles";
import { AutomationPlane } from "../planes/automation/automation-plane";
import type { Context } from "../planes/context";
import { planeArgs, prepare, subject } from "../planes/context";
import { createDashboards, linkMetrics } from "../planes/dashboards";
import { DeliveryPlane } from "../planes/delivery/delivery-plane";
import { deployCredential } from "../planes/automation/deploy-credential";
import { DeploymentPlane } from "../planes/deployment/deployment-plane";
import { DevelopmentPlane } from "../planes/development/development-plane";
import { functionCode } from "../assets/function-code";
import { createIdleEndpoints } from "../planes/deployment/idle-endpoints";
import { addresses, createInferenceApis } from "../planes/deployment/inference-apis";
import { infrastructureAccess, infrastructurePipeline } from "../planes/infrastructure-pipeline";
import { createMonitoring } from "../planes/automation/monitoring";
import { peopleNotices } from "../planes/automation/people-notices";
import { createRetraining, retrainedModels } from "../planes/automation/retraining";
import type { RetrainingPath } from "../components/events/retraining-path";
import type { AzureDevOpsAccess } from "../components/events/starter-function";
import { FUNCTIONS } from "../settings/names";
import { seedsOf } from "../planes/delivery/seeds";

/** Values that settings never hold. */
export interface Secrets {
  readonly azureDevOpsToken: pulumi.Output<string> | undefined;
  readonly azureDataLakeSasToken: pulumi.Output<string> | undefined;
}

interface Planes {
  readonly automation: AutomationPlane;
  readonly staging: DeploymentPlane;
  readonly production: DeploymentPlane;
}

/** One team's landing zone: its four accounts, its Azure DevOps project, and the path from approval to deployment. */
export async function landingZoneStack(
  settings: LandingZoneSettings,
  secrets: Secrets,
): Promise<Record<string, unknown>> {
  const context = prepare(settings, await resolveAccounts(settings));
  const development = createDevelopment(context, secrets);
  const automation = createAutomation(context, development);
  development.sendLogs(automation.logDestinationArn);
  const staging = createDeployment(context, "staging", automation);
  const production = createDeployment(context, "production", automation);
  const planes = { automation, staging, production };
  const inferenceApis = createInferenceApis(context, planes);
  createIdleEndpoints(context, staging);
  const delivery = createDelivery(context, planes, secrets);
  const approvals = createApprovalPath(context, automation, delivery);
  const retraining = createRetraining(context, automation, {
    azureDevOps: azureDevOpsAccess(settings),
    credentialSecretArn: approvals.credentialSecretArn,
    pipelineIds: delivery.modelBuildPipelineIds,
  });
  const notices = peopleNotices(context, automation);
  createMonitoring(settings, {
    automation,
    development: development.foundation,
    stages: { staging: staging.foundation, production: production.foundation },
    buildsTopicArn: notices.topicArns.builds,
    links: linkMetrics(context, { ...planes, development }),
  });
  const dashboards = createDashboards(context, planes, approvals);
  return {
    dataBucketName: development.dataBucketName,
    ...(development.studioUrl ? { studioUrl: development.studioUrl } : {}),
    projectId: delivery.projectId,
    deploymentContracts: { staging: staging.contractName, production: production.contractName },
    ...(inferenceApis ? { inferenceApis: addresses(inferenceApis) } : {}),
    ...(dashboards ? { dashboards } : {}),
    deadLetterQueueArn: approvals.deadLetterQueueArn,
    /** What `npm run replay` reads. */
    approvalQueues: { queueUrl: approvals.queueUrl, deadLetterQueueUrl: approvals.deadLetterQueueUrl },
    ...(retraining ? retrainingOutputs(settings, retraining) : {}),
    ...credentialOutputs(automation, approvals, retraining),
  };
}

/** What people have to enter somewhere, once, so that approvals can start deployments: see docs/bootstrap.md. */
function credentialOutputs(
  automation: AutomationPlane,
  approvals: ApprovalPath,
  retraining: RetrainingPath | undefined,
): Record<string, unknown> {
  if (approvals.credentialSecretArn !== undefined) {
    return { credentialSecretArn: approvals.credentialSecretArn };
  }
  const credential = (subject: pulumi.Output<string>): Record<string, unknown> => ({
    issuer: automation.webIdentityIssuer,
    subject,
    audience: ENTRA_EXCHANGE_AUDIENCE,
  });
  return {
    entraFederatedCredential: credential(approvals.functionRoleArn),
    ...(retraining?.signsIn ? { entraRetrainingCredential: credential(retraining.functionRoleArn) } : {}),
  };
}

function createDevelopment(context: Context, { azureDataLakeSasToken }: Secrets): DevelopmentPlane {
  const trainedBy = trainers(context);
  const labelsReadBy = labelReaders(context);
  return new DevelopmentPlane("development", {
    ...planeArgs(context, "development"),
    settings: context.settings,
    sharesAccountWithAutomation: context.singleAccount,
    automation: context.scopes.automation,
    ownAccounts: Object.values(context.scopes).map(({ account }) => account),
    azureDataLakeSasToken,
    ...(trainedBy ? { trainers: trainedBy } : {}),
    ...(labelsReadBy ? { labelReaders: labelsReadBy } : {}),
  });
}

function createAutomation(context: Context, development: DevelopmentPlane): AutomationPlane {
  const { settings, scopes, singleAccount } = context;
  const infrastructure = infrastructureAccess(context);
  const consumers = automationConsumers(context);
  const readBy = notebooks(context);
  return new AutomationPlane("automation", {
    ...planeArgs(context, "automation"),
    models: settings.models,
    issuers: context.issuers,
    subjects: {
      modelBuild: subject(context, SERVICE_CONNECTIONS.modelBuild),
      imageBuild: subject(context, SERVICE_CONNECTIONS.imageBuild),
    },
    data: { scope: scopes.development, kmsKeyArn: development.foundation.kmsKeyArn },
    ...(infrastructure ? { infrastructure } : {}),
    ...(consumers ? { consumers } : {}),
    ...(readBy ? { notebooks: readBy } : {}),
    logSenders: singleAccount ? [] : [scopes.development, scopes.staging, scopes.production],
    servingElsewhere: singleAccount ? [] : [scopes.staging, scopes.production],
    stages: { staging: scopes.staging, production: scopes.production },
    settings,
    webIdentityFederation: settings.webIdentityFederation,
  });
}

function createDeployment(
  context: Context,
  plane: Stage,
  { foundation, deployState, policyPack, logDestinationArn }: AutomationPlane,
): DeploymentPlane {
  const { settings, singleAccount } = context;
  const monitoredBy = monitors(context, plane);
  const connection =
    plane === "staging" ? SERVICE_CONNECTIONS.modelDeployStaging : SERVICE_CONNECTIONS.modelDeployProduction;
  return new DeploymentPlane(plane, {
    ...planeArgs(context, plane),
    stage: plane,
    automation: {
      ...foundation,
      deployStateKeyArn: deployState.kmsKeyArn,
      deployStateBucketName: deployState.bucketName,
      policyPack,
    },
    settings,
    issuers: context.issuers,
    sharesAccountWithAutomation: singleAccount,
    ...(logDestinationArn ? { logDestinationArn } : {}),
    modelDeploySubject: subject(context, connection),
    ...(monitoredBy ? { monitors: monitoredBy } : {}),
  });
}

function createDelivery(
  context: Context,
  { automation, staging, production }: Planes,
  { azureDevOpsToken }: Secrets,
): DeliveryPlane {
  const { settings } = context;
  return new DeliveryPlane("delivery", {
    providers: [
      azureDevOpsProvider(settings.azureDevOps.organization, azureDevOpsToken),
      new AzureReposProvider("azure-repos", settings.azureDevOps.organization, azureDevOpsToken),
    ],
    settings,
    scopes: context.scopes,
    seeds: seedsOf(settings, context.scopes),
    roleArns: {
      modelBuild: automation.modelBuildRoleArn,
      modelDeployStaging: staging.modelDeployRoleArn,
      modelDeployProduction: production.modelDeployRoleArn,
      ...(automation.imageBuildRoleArn ? { imageBuild: automation.imageBuildRoleArn } : {}),
    },
    ...infrastructurePipeline(context, automation),
  });
}

function createApprovalPath(
  { settings }: Context,
  automation: AutomationPlane,
  delivery: DeliveryPlane,
): ApprovalPath {
  return new ApprovalPath(
    "approval",
    {
      ...automation.foundation,
      models: Object.keys(settings.models),
      pipeline: {
        ...azureDevOpsAccess(settings),
        pipelineId: delivery.modelDeployPipelineId.apply(String),
      },
      otherReaders: retrainedModels(settings).some(({ retraining }) => retraining.mode === "retrain")
        ? [FUNCTIONS.guardRetraining]
        : [],
      code: functionCode("start-model-deploy"),
    },
    { parent: automation },
  );
}

function azureDevOpsAccess({ azureDevOps }: LandingZoneSettings): AzureDevOpsAccess {
  const { organization, project, deployTrigger } = azureDevOps;
  return {
    organizationUrl: azureDevOpsUrl(organization),
    project,
    credential: deployCredential(deployTrigger),
  };
}

/** What `npm run retrain` and `npm run replay` read. */
function retrainingOutputs(
  settings: LandingZoneSettings,
  { queueUrl, deadLetterQueueUrl }: RetrainingPath,
): Record<string, unknown> {
  const modes = retrainedModels(settings).map(({ model, retraining }) => [model, retraining.mode] as const);
  return { retraining: { queueUrl, deadLetterQueueUrl, models: Object.fromEntries(modes) } };
}
