import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

import type { Issuer } from "../../components/identity/azure-devops-identity-provider";
import type { Consumers } from "../../components/identity/consumers";
import type { Statement } from "../../components/identity/policy";
import { policyDocument } from "../../components/identity/policy";
import { awsProvider, awsxProvider } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import type { MockedCloud, MocksOptions, RecordedResource } from "./mocks";
import { startMocks } from "./mocks";
import { valueOf } from "./outputs";
import { AWS } from "./types";

export const AUTOMATION_ACCOUNT = "200000000002";

export const BOUNDARY_ARN = `arn:aws:iam::${AUTOMATION_ACCOUNT}:policy/mlops-fraud-automation-boundary`;
export const KEY_ARN = `arn:aws:kms:eu-west-1:${AUTOMATION_ACCOUNT}:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
export const TOPIC_ARN = `arn:aws:sns:eu-west-1:${AUTOMATION_ACCOUNT}:mlops-fraud-automation-alerts`;

/** Code of a function, of which only its place matters. */
export const CODE = new pulumi.asset.AssetArchive({
  "index.js": new pulumi.asset.StringAsset("exports.handler = () => {};"),
});

export const ISSUER: Issuer = {
  url: "https://vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
  audience: "api://AzureADTokenExchange",
};
/** The one that Azure DevOps moves to. */
export const NEXT_ISSUER: Issuer = {
  url: "https://login.microsoftonline.com/5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10/v2.0",
  audience: "fb60f99c-7a34-4190-8149-302f77469936",
};

/** Roles of two other accounts; the first account has two of them. */
export const CONSUMERS: Consumers = {
  organizationId: "o-a1b2c3d4e5",
  roleArns: [
    "arn:aws:iam::200000000003:role/mlops-fraud-staging-endpoint",
    "arn:aws:iam::200000000003:role/mlops-fraud-staging-model-deploy",
    "arn:aws:iam::200000000004:role/mlops-fraud-production-endpoint",
  ],
};

/** What every statement for {@link CONSUMERS} must say. */
export const ONLY_CONSUMERS = {
  Principal: { AWS: ["arn:aws:iam::200000000003:root", "arn:aws:iam::200000000004:root"] },
  Condition: {
    StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    ArnEquals: { "aws:PrincipalArn": CONSUMERS.roleArns },
  },
} as const;

/** The automation plane of team fraud, with changes. */
export function scope(changes: Partial<Scope> = {}): Scope {
  return {
    team: "fraud",
    plane: "automation",
    account: AUTOMATION_ACCOUNT,
    region: "eu-west-1",
    partition: "aws",
    protect: true,
    ...changes,
  };
}

/** Options of a component or resource that lives in a scope. */
export function inScope(where: Scope): pulumi.ComponentResourceOptions {
  const provider = awsProvider(where, { owner: "fraud-ml@example.com", costCenter: "CC-4711" });
  return { providers: [provider, awsxProvider()] };
}

/** Of the options for a component those for a single resource of AWS. */
export function forResource({ providers }: pulumi.ComponentResourceOptions): pulumi.CustomResourceOptions {
  const provider = Object.values(providers ?? {}).find((one) => one instanceof aws.Provider);
  return provider === undefined ? {} : { provider };
}

/**
 * Makes one component in an empty cloud and waits for all that it registers.
 *
 * @throws Error if a resource could not be created.
 */
export async function create<T>(
  make: (options: pulumi.ComponentResourceOptions) => T,
  where: Scope = scope(),
  mocks: MocksOptions = {},
): Promise<{ readonly cloud: MockedCloud; readonly component: T }> {
  const cloud = startMocks(mocks);
  const component = make(inScope(where));
  await cloud.settled();
  return { cloud, component };
}

/** Expects a component to throw while nothing but itself has been registered. */
export async function assertRefused(
  make: (options: pulumi.ComponentResourceOptions) => unknown,
  message: string | RegExp,
  where: Scope = scope(),
): Promise<void> {
  const cloud = startMocks();
  assert.throws(() => make(inScope(where)), { message });
  await cloud.settled();
  assert.deepEqual(counts(cloud), {});
}

/**
 * The error that ends a program when an input cannot be computed. Pulumi leaves it unhandled and the resource pending,
 * so that neither `settled` nor an output tells of it.
 */
export async function failureOf(
  make: (options: pulumi.ComponentResourceOptions) => unknown,
  where: Scope = scope(),
  mocks: MocksOptions = {},
): Promise<Error> {
  startMocks(mocks);
  try {
    return await new Promise<Error>((resolve) => {
      process.once("unhandledRejection", (reason) => {
        resolve(reason as Error);
      });
      make(inScope(where));
    });
  } finally {
    // Not in the typings; it forgets what stays pending, which would be complained about when the tests end.
    const { leakedPromises } = debuggable as unknown as { leakedPromises: () => void };
    leakedPromises();
  }
}

/** What a cloud holds, providers left out: `<parent's name> > <type> <name>`, sorted. */
export function tree({ resources }: MockedCloud): string[] {
  const names = new Map(resources.map(({ urn, name }) => [urn, name]));
  return resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ type, name, parent }) => {
      const above = parent === undefined ? undefined : names.get(parent);
      return `${above === undefined ? "" : `${above} > `}${type} ${name}`;
    })
    .sort();
}

/** How many resources of each type a cloud holds, components and providers left out. */
export function counts({ resources }: MockedCloud): Record<string, number> {
  const types = resources
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(({ type }) => type);
  return Object.fromEntries(
    [...new Set(types)].sort().map((type) => [type, types.filter((other) => other === type).length]),
  );
}

/**
 * URNs of the resources that must exist before an output is known.
 *
 * @param make - Gives the output of a component that it makes.
 */
export async function urnsBehind(
  make: (options: pulumi.ComponentResourceOptions) => pulumi.Output<string>,
): Promise<readonly string[]> {
  const { cloud } = await create(
    (options) =>
      new aws.ssm.Parameter("reader", { type: "String", value: make(options) }, forResource(options)),
  );
  return cloud.one(AWS.ssm.Parameter, "reader").propertyDependencies.value ?? [];
}

/** A policy document or another JSON text among the inputs of a resource. */
export function json({ urn, inputs }: RecordedResource, key = "policy"): unknown {
  const text = inputs[key];
  if (typeof text !== "string") {
    throw new Error(`${urn} has no text as its ${key}`);
  }
  return JSON.parse(text);
}

/** A statement of a policy document, as a resource holds it. */
export interface StatementText {
  readonly Sid: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

/** The statements of a policy document among the inputs of a resource. */
export function statementsIn(resource: RecordedResource, key = "policy"): readonly StatementText[] {
  return (json(resource, key) as { readonly Statement: readonly StatementText[] }).Statement;
}

/** Their ids, in order. */
export function sidsIn(resource: RecordedResource, key = "policy"): readonly string[] {
  return statementsIn(resource, key).map(({ Sid }) => Sid);
}

/** Whole policy document of some statements, as a resource must hold it. */
export function document(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

/** A statement that allows, as a document holds it. */
export function allow(
  sid: string,
  action: string | readonly string[],
  resource: string | readonly string[],
  condition?: object,
): object {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: action,
    Resource: resource,
    ...(condition ? { Condition: condition } : {}),
  };
}

/** The document of some statements, as a resource holds it. */
export async function rendered(
  statements: readonly Statement[],
): Promise<{ readonly Statement: readonly { readonly Sid: string }[] }> {
  return JSON.parse(await valueOf(policyDocument(statements))) as { Statement: { Sid: string }[] };
}
