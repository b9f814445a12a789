import * as aws from "@pulumi/aws";
import { Provider as AwsxProvider } from "@pulumi/awsx/provider";
import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { azureDevOpsUrl } from "./azure-devops-url";
import { globalArn } from "./scope";
import type { Scope } from "./scope";

export interface ProviderTags {
  readonly owner: string;
  readonly costCenter: string;
}

/** Tags of whatever belongs to a plane, whoever makes it. */
export type ResourceTags = Readonly<
  Record<"Project" | "Team" | "Environment" | "Owner" | "CostCenter", string>
>;

export function resourceTags(scope: Scope, { owner, costCenter }: ProviderTags): ResourceTags {
  return {
    Project: "mlops",
    Team: scope.team,
    Environment: scope.plane,
    Owner: owner,
    CostCenter: costCenter,
  };
}

/**
 * The AWS provider of one plane: acts in exactly one account and tags everything that it creates.
 *
 * @param role - Name of the role to assume in the account; none: the caller itself acts.
 */
export function awsProvider(scope: Scope, tags: ProviderTags, role?: string): aws.Provider {
  return new aws.Provider(scope.plane, {
    region: scope.region as aws.Region,
    allowedAccountIds: [scope.account],
    ...(role === undefined
      ? {}
      : {
          assumeRoles: [
            { roleArn: globalArn(scope, "iam", `role/${role}`), sessionName: `pulumi-${scope.team}` },
          ],
        }),
    defaultTags: { tags: { ...resourceTags(scope, tags), ManagedBy: "pulumi" } },
  });
}

/**
 * The provider that makes components of awsx, one for all planes: it acts nowhere itself, and what a component is made of
 * goes to the AWS provider of the component's plane.
 */
export function awsxProvider(): AwsxProvider {
  return new AwsxProvider("awsx");
}

/** @param token - Personal access token; none: the provider reads its environment variables. */
export function azureDevOpsProvider(
  organization: string,
  token?: pulumi.Output<string>,
): azuredevops.Provider {
  return new azuredevops.Provider("azure-devops", {
    orgServiceUrl: azureDevOpsUrl(organization),
    ...(token === undefined ? {} : { personalAccessToken: token }),
  });
}

/** Connection to one Azure DevOps organization for the plugin that seeds repositories, plugins/azure-repos. */
export class AzureReposProvider extends pulumi.ProviderResource {
  /** @param token - Personal access token; none: the plugin reads the environment variables of the azuredevops provider. */
  constructor(name: string, organization: string, token?: pulumi.Output<string>) {
    super("azure-repos", name, {
      organizationUrl: azureDevOpsUrl(organization),
      ...(token === undefined ? {} : { personalAccessToken: pulumi.secret(token) }),
    });
  }
}
