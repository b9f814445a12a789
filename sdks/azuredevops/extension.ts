import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ExtensionArgs {
  /** Installed but switched off. */
  readonly disabled?: pulumi.Input<boolean>;
  /** Second part of the Marketplace item, such as `aws-vsts-tools`. */
  readonly extensionId: pulumi.Input<string>;
  /** First part of the Marketplace item, such as `AmazonWebServices`. */
  readonly publisherId: pulumi.Input<string>;
  /** Left out, the latest. */
  readonly version?: pulumi.Input<string>;
}

export interface ExtensionState extends Partial<ExtensionArgs> {
  readonly extensionName?: pulumi.Input<string>;
  readonly publisherName?: pulumi.Input<string>;
  /** What the extension may access. */
  readonly scopes?: pulumi.Input<pulumi.Input<string>[]>;
}

const properties: utilities.Properties<ExtensionArgs, ExtensionState> = {
  disabled: "optional",
  extensionId: "required",
  extensionName: "output",
  publisherId: "required",
  publisherName: "output",
  scopes: "output",
  version: "optional",
};

/**
 * Installs an extension of the Marketplace in the organization. Needs rights on the organization; import
 * one that is installed already.
 *
 * Replaced on a change of `extensionId` or `publisherId`.
 */
export class Extension extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/extension:Extension";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ExtensionState,
    opts?: pulumi.CustomResourceOptions,
  ): Extension {
    return new Extension(name, state as ExtensionArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is Extension {
    return utilities.isInstance(value, Extension.__pulumiType);
  }

  declare public readonly disabled: pulumi.Output<boolean>;
  declare public readonly extensionId: pulumi.Output<string>;
  declare public readonly extensionName: pulumi.Output<string>;
  declare public readonly publisherId: pulumi.Output<string>;
  declare public readonly publisherName: pulumi.Output<string>;
  /** What the extension may access. */
  declare public readonly scopes: pulumi.Output<string[]>;
  declare public readonly version: pulumi.Output<string>;

  constructor(name: string, args: ExtensionArgs, opts?: pulumi.CustomResourceOptions) {
    const type = Extension.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
