import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { globalArn } from "../../settings/scope";

/** An OIDC issuer of Azure DevOps and the audience that it writes. */
export interface Issuer {
  readonly url: string;
  readonly audience: string;
  /** Subjects by service connection, where the issuer does not write `sc://<organization>/<project>/<connection>`. */
  readonly subjects?: Readonly<Record<string, string>> | undefined;
}

export interface AzureDevOpsIdentityProviderArgs {
  /** @remarks One or two: AWS trusts both while Azure DevOps moves from one to the other. */
  readonly issuers: readonly Issuer[];
}

/** Lets an AWS account verify the tokens of Azure DevOps pipelines. AWS takes one provider per issuer and account. */
export class AzureDevOpsIdentityProvider extends pulumi.ComponentResource {
  public readonly providerArns: pulumi.Output<string>[];

  constructor(name: string, args: AzureDevOpsIdentityProviderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:identity:AzureDevOpsIdentityProvider", name, {}, opts);
    // Named by issuer, not by position: when the old issuer leaves the list, the provider of the new one must stay.
    this.providerArns = args.issuers.map(
      (issuer) =>
        new aws.iam.OpenIdConnectProvider(
          `${name}-${issuerHost(issuer)}`,
          { url: issuer.url, clientIdLists: [issuer.audience] },
          { parent: this },
        ).arn,
    );
    this.registerOutputs({ providerArns: this.providerArns });
  }
}

/** The issuer as trust policies write it: without the scheme. */
export function issuerHost({ url }: Issuer): string {
  return url.replace(/^https:\/\//, "");
}

/** ARN of the provider of an issuer, known before the provider exists. */
export function identityProviderArn(scope: Scope, issuer: Issuer): string {
  return globalArn(scope, "iam", `oidc-provider/${issuerHost(issuer)}`);
}
