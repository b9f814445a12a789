import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";

export interface BranchProtectionArgs {
  readonly projectId: pulumi.Input<string>;
  readonly repositoryId: pulumi.Input<string>;
  /**
   * Whose approval a change needs. `twoOthers`: of two people besides its author, for production. `oneOther`: of one, for
   * trials. `author`: of anybody, its author included, for a trial of one person, who could change nothing otherwise.
   */
  readonly review: "twoOthers" | "oneOther" | "author";
  /** Pipeline that has to succeed on every pull request. @default none */
  readonly validation?: BuildValidation;
  /** What pushes directly to the branch: it must be done before the policies refuse that. */
  readonly after: readonly pulumi.Resource[];
}

export interface BuildValidation {
  readonly pipelineId: pulumi.Input<number>;
  /** Shown in the pull request. */
  readonly displayName: string;
}

/** Lets changes reach the main branch by approved pull requests only. */
export class BranchProtection extends pulumi.ComponentResource {
  constructor(name: string, args: BranchProtectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:BranchProtection", name, {}, opts);
    this.requireReviewers(name, args);
    this.requireResolvedComments(name, args);
    if (args.validation) {
      this.requireValidation(name, args, args.validation);
    }
    this.registerOutputs({});
  }

  private requireReviewers(name: string, args: BranchProtectionArgs): void {
    new azuredevops.BranchPolicyMinReviewers(
      `${name}-reviewers`,
      {
        ...blockingPolicy(args),
        settings: {
          reviewerCount: args.review === "twoOthers" ? 2 : 1,
          submitterCanVote: args.review === "author",
          lastPusherCannotApprove: args.review !== "author",
          onPushResetApprovedVotes: true,
          allowCompletionWithRejectsOrWaits: false,
          scopes: mainBranch(args),
        },
      },
      this.afterSeed(args),
    );
  }

  private requireResolvedComments(name: string, args: BranchProtectionArgs): void {
    new azuredevops.BranchPolicyCommentResolution(
      `${name}-comments`,
      { ...blockingPolicy(args), settings: { scopes: mainBranch(args) } },
      this.afterSeed(args),
    );
  }

  private requireValidation(name: string, args: BranchProtectionArgs, validation: BuildValidation): void {
    new azuredevops.BranchPolicyBuildValidation(
      `${name}-validation`,
      {
        ...blockingPolicy(args),
        settings: {
          buildDefinitionId: validation.pipelineId,
          displayName: validation.displayName,
          // A success is void as soon as main moves: what was validated is what is merged.
          queueOnSourceUpdateOnly: false,
          validDuration: 0,
          manualQueueOnly: false,
          scopes: mainBranch(args),
        },
      },
      this.afterSeed(args),
    );
  }

  private afterSeed({ after }: BranchProtectionArgs): pulumi.CustomResourceOptions {
    return { parent: this, dependsOn: [...after] };
  }
}

function blockingPolicy({ projectId }: BranchProtectionArgs) {
  return { projectId, enabled: true, blocking: true };
}

function mainBranch({ repositoryId }: BranchProtectionArgs) {
  return [{ repositoryId, repositoryRef: MAIN_BRANCH, matchType: "Exact" }];
}
