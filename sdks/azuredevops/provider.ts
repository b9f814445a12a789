import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ProviderArgs {
  /** Further Entra tenants that tokens are asked for. */
  readonly auxiliaryTenantIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** PKCS#12 bundle in base64. */
  readonly clientCertificate?: pulumi.Input<string>;
  readonly clientCertificatePassword?: pulumi.Input<string>;
  readonly clientCertificatePath?: pulumi.Input<string>;
  /** Application (client) id of a service principal, or of a user-assigned managed identity with `useMsi`. */
  readonly clientId?: pulumi.Input<string>;
  readonly clientIdFilePath?: pulumi.Input<string>;
  readonly clientSecret?: pulumi.Input<string>;
  readonly clientSecretPath?: pulumi.Input<string>;
  /** Azure service connection whose identity is used, inside a pipeline, with `useOidc`. */
  readonly oidcAzureServiceConnectionId?: pulumi.Input<string>;
  /** Bearer token for `oidcRequestUrl`. The provider does not treat it as a secret: give a secret. */
  readonly oidcRequestToken?: pulumi.Input<string>;
  /** Where an identity token is asked for, inside a pipeline. */
  readonly oidcRequestUrl?: pulumi.Input<string>;
  /** Identity token, asked for beforehand. */
  readonly oidcToken?: pulumi.Input<string>;
  readonly oidcTokenFilePath?: pulumi.Input<string>;
  /**
   * Address of the organization, such as `https://dev.azure.com/contoso`.
   * @default environment variable `AZDO_ORG_SERVICE_URL`
   */
  readonly orgServiceUrl?: pulumi.Input<string>;
  /** Prefer an identity without a long-lived secret (`useOidc`, `useMsi`). */
  readonly personalAccessToken?: pulumi.Input<string>;
  /** Entra tenant of the identity. */
  readonly tenantId?: pulumi.Input<string>;
  /**
   * Use who is signed in to the Azure CLI.
   * @default true
   */
  readonly useCli?: pulumi.Input<boolean>;
  /**
   * Use a managed identity.
   * @default false
   */
  readonly useMsi?: pulumi.Input<boolean>;
  /**
   * Exchange an identity token for one of the service principal `clientId`.
   * @default false
   */
  readonly useOidc?: pulumi.Input<boolean>;
}

const properties: utilities.Properties<ProviderArgs, ProviderArgs> = {
  auxiliaryTenantIds: "optional",
  clientCertificate: "secret",
  clientCertificatePassword: "secret",
  clientCertificatePath: "optional",
  clientId: "optional",
  clientIdFilePath: "optional",
  clientSecret: "secret",
  clientSecretPath: "optional",
  oidcAzureServiceConnectionId: "optional",
  oidcRequestToken: "optional",
  oidcRequestUrl: "optional",
  oidcToken: "secret",
  oidcTokenFilePath: "optional",
  orgServiceUrl: "optional",
  personalAccessToken: "secret",
  tenantId: "optional",
  useCli: "optional",
  useMsi: "optional",
  useOidc: "optional",
};

/** Connection to one Azure DevOps organization, for resources that name it in their options or inherit it. */
export class Provider extends pulumi.ProviderResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops";

  public static override isInstance(value: unknown): value is Provider {
    return utilities.isInstance(value, `pulumi:providers:${Provider.__pulumiType}`);
  }

  declare public readonly clientCertificate: pulumi.Output<string | undefined>;
  declare public readonly clientCertificatePassword: pulumi.Output<string | undefined>;
  declare public readonly clientCertificatePath: pulumi.Output<string | undefined>;
  declare public readonly clientId: pulumi.Output<string | undefined>;
  declare public readonly clientIdFilePath: pulumi.Output<string | undefined>;
  declare public readonly clientSecret: pulumi.Output<string | undefined>;
  declare public readonly clientSecretPath: pulumi.Output<string | undefined>;
  declare public readonly oidcAzureServiceConnectionId: pulumi.Output<string | undefined>;
  declare public readonly oidcRequestToken: pulumi.Output<string | undefined>;
  declare public readonly oidcRequestUrl: pulumi.Output<string | undefined>;
  declare public readonly oidcToken: pulumi.Output<string | undefined>;
  declare public readonly oidcTokenFilePath: pulumi.Output<string | undefined>;
  declare public readonly orgServiceUrl: pulumi.Output<string | undefined>;
  declare public readonly personalAccessToken: pulumi.Output<string | undefined>;
  declare public readonly tenantId: pulumi.Output<string | undefined>;

  constructor(name: string, args?: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const type = Provider.__pulumiType;
    super(type, name, configuration(name, args), utilities.options(properties, opts));
  }
}

/** Provider configuration travels as text, so what is not text already becomes JSON. */
function configuration(name: string, args: ProviderArgs = {}): pulumi.Inputs {
  return {
    ...utilities.inputs(Provider.__pulumiType, name, properties, args, undefined),
    auxiliaryTenantIds: json(args.auxiliaryTenantIds),
    orgServiceUrl: args.orgServiceUrl ?? process.env.AZDO_ORG_SERVICE_URL,
    useCli: json(args.useCli),
    useMsi: json(args.useMsi),
    useOidc: json(args.useOidc),
  };
}

function json(value: pulumi.Input<unknown>): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.jsonStringify(value);
}
