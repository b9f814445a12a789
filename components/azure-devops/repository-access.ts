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

/** What work by pull requests takes. Reading comes with the project: {@link ProjectReaders}. */
const CONTRIBUTE = {
  GenericContribute: "Allow",
  CreateBranch: "Allow",
  PullRequestContribute: "Allow",
} as const;

/**
 * Lets groups push branches of a repository and open pull requests. What they may not is said of the main branch itself,
 * since the permission nearest to a branch decides: no way past its policies, and no rewriting of its history, should the
 * policies ever be gone. Of their own branches people remain masters.
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
