import type * as aws from "@pulumi/aws";
import type * as azuredevops from "@pulumi/azuredevops";

type AwsTypes = {
  readonly [Module in keyof typeof aws]: {
    readonly [Name in keyof (typeof aws)[Module] & string]: `aws:${Module}/${Uncapitalize<Name>}:${Name}`;
  };
};

type AzureDevOpsTypes = {
  readonly [Name in keyof typeof azuredevops]: `azuredevops:index/${Uncapitalize<Name>}:${Name}`;
};

/**
 * Type tokens by their class in the SDK: `AWS.iam.Role` is `aws:iam/role:Role`. A class that the SDK does not have does not
 * compile.
 */
export const AWS = byName((module) =>
  byName((name) => `aws:${module}/${uncapitalized(name)}:${name}`),
) as AwsTypes;

/** The same of Azure DevOps: `AZURE_DEVOPS.Git`. */
export const AZURE_DEVOPS = byName(
  (name) => `azuredevops:index/${uncapitalized(name)}:${name}`,
) as AzureDevOpsTypes;

/** Types of the providers themselves. */
export const PROVIDERS = {
  aws: "pulumi:providers:aws",
  azureDevOps: "pulumi:providers:azuredevops",
} as const;

function byName(valueOf: (name: string) => unknown): unknown {
  return new Proxy({}, { get: (_, name) => valueOf(String(name)) });
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
