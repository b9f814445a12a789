import type * as aws from "@pulumi/aws";
import type { Provider as AwsxProvider } from "@pulumi/awsx/provider";
import * as pulumi from "@pulumi/pulumi";

import type { Consumers } from "../../components/identity/consumers";
import { roleArn } from "../../components/identity/consumers";
import type { Notebooks } from "../../components/identity/persona-role";
import { STUDIO_ROLE_PURPOSES } from "../../components/sagemaker/studio-names";
import { awsProvider, awsxProvider } from "../../settings/providers";
import type { PlaneName } from "../../settings/planes";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import type { AutomationConsumers } from "../../planes/automation/automation-consumers";
import type { AutomationPlaneArgs } from "../../planes/automation/automation-plane";
import type { PlaneScope } from "../../planes/context";
import type { DeployPolicyPack } from "../../planes/automation/deploy-policy-pack";
import type { DeploymentPlaneArgs, DeploymentSettings } from "../../planes/deployment/deployment-plane";
import type { DevelopmentPlaneArgs } from "../../planes/development/development-plane";
import type { PlaneArgs } from "../../planes/plane";
import { ISSUER, scope } from "./fixtures";
import type { MockedCloud, RecordedResource } from "./mocks";

/** Accounts of team fraud. */
export const ACCOUNTS: Readonly<Record<PlaneName, string>> = {
  development: "200000000001",
  automation: "200000000002",
  staging: "200000000003",
  production: "200000000004",
};

const NETWORKS: Readonly<Record<PlaneName, string>> = {
  development: "10.20.32.0/20",
  automation: "10.20.48.0/20",
  staging: "10.20.0.0/20",
  production: "10.20.16.0/20",
};

const ORGANIZATION = "o-a1b2c3d4e5";

/** Keys of other planes, as policies name them. */
export const DATA_KEY_ARN = "arn:aws:kms:eu-west-1:200000000001:key/1c7a5f20-8d34-4e6b-b0a9-3f2e1d0c9b8a";
const MODELS_KEY_ARN = "arn:aws:kms:eu-west-1:200000000002:key/2d8b6a31-9e45-4f7c-81ba-4a3f2e1d0c9b";
export const STATE_KEY_ARN = "arn:aws:kms:eu-west-1:200000000002:key/3e9c7b42-0f56-4a8d-92cb-5b4a3f2e1d0c";

export const STATE_BUCKET = "mlops-fraud-automation-deploy-state-200000000002";

/** Guardrails of the deploy program, as the automation plane gives them. */
export const POLICY_PACK: DeployPolicyPack = {
  bucketName: pulumi.output(STATE_BUCKET),
  key: "policies/index.js",
  sha256: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
  config: {},
};

export const MODELS = {
  churn: { description: "Probability that a customer leaves" },
  payments: { description: "Probability that a payment is fraudulent" },
};

export const PROFILE_AND_TEAM: Pick<LandingZoneSettings, "profile" | "team"> = {
  profile: "production",
  team: { name: "fraud", owner: "fraud-ml@example.com", costCenter: "CC-4711" },
};

export function scopeOf(plane: PlaneName, changes: Partial<Scope> = {}): PlaneScope {
  return { ...scope({ account: ACCOUNTS[plane], ...changes }), plane };
}

/** Scope and providers of a plane. */
export function at(where: PlaneScope): {
  readonly scope: PlaneScope;
  readonly provider: aws.Provider;
  readonly awsx: AwsxProvider;
} {
  return {
    scope: where,
    provider: awsProvider(where, PROFILE_AND_TEAM.team),
    awsx: awsxProvider(),
  };
}

/** Of every plane: in an account of its own, without a way to the internet. */
function planeArgs(plane: PlaneName): PlaneArgs {
  return {
    ...at(scopeOf(plane)),
    network: {
      cidr: NETWORKS[plane],
      availabilityZones: 3,
      natGateways: "none",
      interfaceEndpoints: "create",
    },
    organizationId: ORGANIZATION,
    alertEmails: ["ada@example.com"],
    permissionSets: {
      dataScientist: "DataScientist",
      leadDataScientist: "LeadDataScientist",
      mlEngineer: "MlEngineer",
      platformAdministrator: "PlatformAdministrator",
      auditor: "Auditor",
    },
    logRetentionDays: 365,
  };
}

/** Of the development plane, without optional parts. */
export function developmentArgs(): DevelopmentPlaneArgs {
  return {
    ...planeArgs("development"),
    settings: {
      dataSources: {},
      images: {},
      models: MODELS,
      people: {
        dataScientist: ["ada@example.com"],
        leadDataScientist: ["katherine@example.com"],
        mlEngineer: ["barbara@example.com"],
        platformAdministrator: ["radia@example.com"],
        auditor: ["frances@example.com"],
      },
    },
    azureDataLakeSasToken: undefined,
    sharesAccountWithAutomation: false,
    ownAccounts: Object.values(ACCOUNTS),
    automation: scopeOf("automation"),
  };
}

/** Of the automation plane, without optional parts and without readers in other accounts. */
export function automationArgs(): AutomationPlaneArgs {
  return {
    ...planeArgs("automation"),
    models: MODELS,
    issuers: [ISSUER],
    subjects: {
      modelBuild: "sc://contoso-ml/fraud-ml/model-build",
      imageBuild: "sc://contoso-ml/fraud-ml/image-build",
    },
    data: { scope: scopeOf("development"), kmsKeyArn: DATA_KEY_ARN },
    servingElsewhere: [scopeOf("staging"), scopeOf("production")],
    stages: { staging: scopeOf("staging"), production: scopeOf("production") },
    logSenders: [scopeOf("development"), scopeOf("staging"), scopeOf("production")],
    settings: { ...PROFILE_AND_TEAM, images: {}, imageReplication: "none", featureGroups: {} },
    webIdentityFederation: "create",
  };
}

/** One group of features that is read online. */
export const ONLINE_FEATURES: DeploymentSettings["featureGroups"] = {
  customers: {
    description: "Customers",
    recordIdentifier: "id",
    eventTime: "time",
    features: { id: "String", time: "String" },
    onlineStore: true,
  },
};

/** A plane where models serve, without optional parts. */
export const DEPLOYMENT_SETTINGS: DeploymentSettings = {
  ...PROFILE_AND_TEAM,
  models: MODELS,
  featureGroups: {},
  imageReplication: "none",
};

/** Of a plane where models serve, in an account of its own. */
export function deploymentArgs(plane: "staging" | "production"): DeploymentPlaneArgs {
  return {
    ...planeArgs(plane),
    stage: plane,
    automation: {
      scope: scopeOf("automation"),
      kmsKeyArn: MODELS_KEY_ARN,
      deployStateKeyArn: STATE_KEY_ARN,
      deployStateBucketName: STATE_BUCKET,
      policyPack: POLICY_PACK,
    },
    settings: DEPLOYMENT_SETTINGS,
    issuers: [ISSUER],
    sharesAccountWithAutomation: false,
    modelDeploySubject: `sc://contoso-ml/fraud-ml/model-deploy-${plane}`,
  };
}

/** Roles of other accounts in the automation account, as the landing zone gives them. */
export const CONSUMERS: AutomationConsumers = {
  versions: { organizationId: ORGANIZATION, roleArns: inBoth("model-deploy") },
  content: { organizationId: ORGANIZATION, roleArns: inBoth("endpoint") },
  evaluations: { organizationId: ORGANIZATION, roleArns: [roleArn(scopeOf("staging"), "model-deploy")] },
  stageMovers: { organizationId: ORGANIZATION, roleArns: [roleArn(scopeOf("production"), "model-deploy")] },
  state: {
    organizationId: ORGANIZATION,
    roleArns: {
      staging: roleArn(scopeOf("staging"), "model-deploy"),
      production: roleArn(scopeOf("production"), "model-deploy"),
    },
  },
};

/** Roles of notebooks, as the landing zone gives them. */
export const NOTEBOOKS: Notebooks & Consumers = {
  organizationId: ORGANIZATION,
  roleArns: Object.values(STUDIO_ROLE_PURPOSES).map((purpose) => roleArn(scopeOf("development"), purpose)),
};

function inBoth(purpose: string): string[] {
  return (["staging", "production"] as const).map((plane) => roleArn(scopeOf(plane), purpose));
}

/** Resources of clouds, without components and providers. */
export function resourcesOf({ resources }: MockedCloud): RecordedResource[] {
  return resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}

/** Account and provider of every resource, each once. */
export function placesOf(cloud: MockedCloud): string[] {
  const places = resourcesOf(cloud).map(
    ({ place, provider }) => `${place?.account ?? "none"} by ${provider?.split("::").at(-1) ?? "none"}`,
  );
  return [...new Set(places)].sort();
}
