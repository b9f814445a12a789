import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { NO_BYPASS } from "./bypass-denial";
import { GIT_PERMISSIONS, whole } from "./whole-permissions";
import { MAIN_BRANCH } from "../../settings/azure-devops-names";

export interface RepositoryAccessArgs {
  readonly projectId: pulumi.Input<string>;
  readonly repositoryId: pulumi.Input<string>;
  /** Descriptors of the groups whose members change the repository, by the names that make the resources' names. */
  readonly contributors: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Permissions to work by pull requests. Reading comes with the project: {@link ProjectReaders}. */
const CONTRIBUTE = {
  GenericContribute: "Allow",
  CreateBranch: "Allow",
  PullRequestContribute: "Allow",
} as const;

/**
 * Lets groups push branches of a repository and open pull requests. Denials are set on the main branch itself, since the
 * most specific permission decides: they cannot bypass its policies, and cannot rewrite its history even if the policies
 * are removed. They keep full control of their own branches.
 */
export class RepositoryAccess extends pulumi.ComponentResource {
  constructor(name: string, args: RepositoryAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:RepositoryAccess", name, {}, opts);
    const { projectId, repositoryId } = args;
    for (const [group, principal] of Object.entries(args.contributors)) {
      new azuredevops.GitPermissions(
        `${name}-${group}`,
        {
          projectId,
          repositoryId,
          principal,
          permissions: whole(GIT_PERMISSIONS, CONTRIBUTE),
          replace: true,
        },
        { parent: this },
      );
      new azuredevops.GitPermissions(
        `${name}-${group}-main`,
        {
          projectId,
          repositoryId,
          branchName: MAIN_BRANCH,
          principal,
          permissions: whole(GIT_PERMISSIONS, { ...NO_BYPASS, ForcePush: "Deny" }),
          replace: true,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
