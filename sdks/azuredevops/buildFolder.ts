import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface BuildFolderArgs {
  readonly description?: pulumi.Input<string>;
  /** From the root, such as `\models\build`. */
  readonly path: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
}

export type BuildFolderState = Partial<BuildFolderArgs>;

const properties: utilities.Properties<BuildFolderArgs, BuildFolderState> = {
  description: "optional",
  path: "required",
  projectId: "required",
};

/**
 * Folder that sorts pipelines and carries their permissions.
 *
 * Replaced on a change of `projectId`.
 */
export class BuildFolder extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/buildFolder:BuildFolder";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BuildFolderState,
    opts?: pulumi.CustomResourceOptions,
  ): BuildFolder {
    return new BuildFolder(name, state as BuildFolderArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BuildFolder {
    return utilities.isInstance(value, BuildFolder.__pulumiType);
  }

  declare public readonly description: pulumi.Output<string | undefined>;
  declare public readonly path: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;

  constructor(name: string, args: BuildFolderArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BuildFolder.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
