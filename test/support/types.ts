import type * as aws from "@pulumi/aws";
import type * as azuredevops from "@pulumi/azuredevops";

type AwsTypes = {
  readonly [Module in keyof typeof aws]: {
    readonly [Name in keyof (typeof aws)[Module] & string]: `aws:${Module}/${Uncapitalize<Name>}:${Name}`;
  };
};

type AzureDevOpsTypes = {
  readonly [Name in keyof typeof azuredevops & string]: `azuredevops:index/${Uncapitalize<Name>}:${Name}`;
};

/** Type tokens by the class's place in the SDK: `AWS.iam.Role` is `aws:iam/role:Role`. What the SDK has not does not compile. */
export const AWS: AwsTypes = byName((module) =>
  byName((name) => `aws:${module}/${uncapitalized(name)}:${name}`),
);

/** The same of Azure DevOps: `AZURE_DEVOPS.Git`. */
export const AZURE_DEVOPS: AzureDevOpsTypes = byName(
  (name) => `azuredevops:index/${uncapitalized(name)}:${name}`,
);

/** Types of the providers themselves. */
export const PROVIDERS = {
  aws: "pulumi:providers:aws",
  azureDevOps: "pulumi:providers:azuredevops",
} as const;

function byName<T extends object>(valueOf: (name: string) => unknown): T {
  return new Proxy({}, { get: (_, name) => valueOf(String(name)) }) as T;
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
