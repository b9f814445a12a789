import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { roleArn } from "../../components/identity/consumers";
import { awsProvider } from "../../settings/providers";
import type { PlaneName } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import type { AutomationPlaneArgs, ModelConsumers } from "../../stacks/automation";
import type { DeploymentPlaneArgs } from "../../stacks/deployment";
import { ISSUER, KEY_ARN, scope } from "./fixtures";
import type { MockedCloud, RecordedResource } from "./mocks";

/** Accounts of team fraud. */
export const ACCOUNTS: Readonly<Record<PlaneName, string>> = {
  development: "200000000001",
  automation: "200000000002",
  staging: "200000000003",
  production: "200000000004",
};

export const MODELS = {
  churn: { description: "Probability that a customer leaves" },
  payments: { description: "Probability that a payment is fraudulent" },
};

export function scopeOf(plane: PlaneName, changes: Partial<Scope> = {}): Scope {
  return scope({ plane, account: ACCOUNTS[plane], ...changes });
}

/** Scope and provider of a plane. */
export function at(where: Scope): { readonly scope: Scope; readonly provider: aws.Provider } {
  return {
    scope: where,
    provider: awsProvider(where, { owner: "fraud-ml@example.com", costCenter: "CC-4711" }),
  };
}

/** Of the automation plane, without optional parts. */
export function automationArgs(where: Scope = scopeOf("automation")): AutomationPlaneArgs {
  return {
    ...at(where),
    models: MODELS,
    issuers: [ISSUER],
    modelBuildSubject: "sc://contoso-ml/fraud-ml/model-build",
    alertEmails: ["ada@example.com"],
    webIdentityFederation: "create",
  };
}

/** Of a plane where models serve, in an account of its own. */
export function deploymentArgs(plane: "staging" | "production"): DeploymentPlaneArgs {
  return {
    ...at(scopeOf(plane)),
    automation: { scope: scopeOf("automation"), keyArn: pulumi.output(KEY_ARN) },
    models: Object.keys(MODELS),
    network: { cidr: plane === "staging" ? "10.20.0.0/20" : "10.20.16.0/20", availabilityZones: 3 },
    issuers: [ISSUER],
    sharesAccountWithAutomation: false,
    modelDeploySubject: `sc://contoso-ml/fraud-ml/model-deploy-${plane}`,
    alertEmails: ["ada@example.com"],
  };
}

/** Roles of other accounts that read models, as the landing zone gives them. */
export const CONSUMERS: ModelConsumers = {
  versions: { organizationId: "o-a1b2c3d4e5", roleArns: inBoth("model-deploy") },
  content: { organizationId: "o-a1b2c3d4e5", roleArns: inBoth("endpoint") },
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
