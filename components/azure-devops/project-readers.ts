import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

export interface ProjectReadersArgs {
  readonly projectId: pulumi.Input<string>;
  /** Descriptors of the groups whose members read the project. */
  readonly groups: readonly pulumi.Input<string>[];
}

/**
 * Lets groups see the project: repositories, which they may clone, pull requests, which they may comment on and vote on,
 * pipelines and runs. It is what Azure DevOps lets its own group Readers do; a group that a program makes sees nothing.
 */
export class ProjectReaders extends pulumi.ComponentResource {
  constructor(name: string, args: ProjectReadersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:ProjectReaders", name, {}, opts);
    const { projectId, groups } = args;
    const readers = azuredevops.getGroupOutput({ projectId, name: "Readers" }, { parent: this });
    new azuredevops.GroupMembership(
      name,
      // Whoever else reads the project stays a member.
      { group: readers.descriptor, members: [...groups], mode: "add" },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
