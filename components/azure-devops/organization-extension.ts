import * as pulumi from "@pulumi/pulumi";

export interface OrganizationExtensionArgs {
  /** As the Visual Studio Marketplace names it. */
  readonly publisherId: string;
  readonly extensionId: string;
}

/**
 * An extension that the organization has: installed where it is absent, taken as it is where it is there, and left where
 * the resource is deleted, since other projects use it too. Served by this project's own plugin, plugins/azure-repos; the
 * provider of Azure DevOps fails where the extension is installed already.
 */
export class OrganizationExtension extends pulumi.CustomResource {
  constructor(name: string, args: OrganizationExtensionArgs, opts?: pulumi.CustomResourceOptions) {
    const { publisherId, extensionId } = args;
    super("azure-repos:index:Extension", name, { publisherId, extensionId }, opts);
  }
}
