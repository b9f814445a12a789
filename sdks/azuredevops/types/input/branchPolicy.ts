import type * as pulumi from "@pulumi/pulumi";

/** Branches that a policy holds for. */
interface Scope {
  /**
   * `Exact`, `Prefix` or `DefaultBranch`.
   * @default "Exact"
   */
  readonly matchType?: pulumi.Input<string>;
  /** Left out, every repository of the project. Leave it out with `DefaultBranch`. */
  readonly repositoryId?: pulumi.Input<string>;
  /** `refs/heads/main` with `Exact`, `refs/heads/release` with `Prefix`, nothing with `DefaultBranch`. */
  readonly repositoryRef?: pulumi.Input<string>;
}

/** Who is added, and whether their approval is needed. */
export interface BranchPolicyAutoReviewersSettings {
  /** Storage keys (GUIDs) of users and groups. */
  readonly autoReviewerIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Shown in the pull request when they are added. */
  readonly message?: pulumi.Input<string>;
  /**
   * Counts if the policy is blocking. Above 1 with a single group only.
   * @default 1
   */
  readonly minimumNumberOfReviewers?: pulumi.Input<number>;
  /** Files that the policy is about. Left out, all. */
  readonly pathFilters?: pulumi.Input<pulumi.Input<string>[]>;
  readonly scopes: pulumi.Input<pulumi.Input<BranchPolicyAutoReviewersSettingsScope>[]>;
  /**
   * The vote of who opened the pull request counts.
   * @default false
   */
  readonly submitterCanVote?: pulumi.Input<boolean>;
}

export type BranchPolicyAutoReviewersSettingsScope = Scope;

/** Which pipeline runs, and how long its success counts. */
export interface BranchPolicyBuildValidationSettings {
  /** As a number. */
  readonly buildDefinitionId: pulumi.Input<number>;
  readonly displayName: pulumi.Input<string>;
  /** Files that the policy is about; `!` in front excludes, and order counts. Left out, all. */
  readonly filenamePatterns?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Somebody has to start the run.
   * @default false
   */
  readonly manualQueueOnly?: pulumi.Input<boolean>;
  /**
   * `false` with `validDuration: 0` makes a success expire as soon as the target branch moves.
   * @default true
   */
  readonly queueOnSourceUpdateOnly?: pulumi.Input<boolean>;
  readonly scopes: pulumi.Input<pulumi.Input<BranchPolicyBuildValidationSettingsScope>[]>;
  /**
   * Minutes that a success counts; `0` for no end.
   * @default 720
   */
  readonly validDuration?: pulumi.Input<number>;
}

export type BranchPolicyBuildValidationSettingsScope = Scope;

/** Branches of the policy. */
export interface BranchPolicyCommentResolutionSettings {
  readonly scopes: pulumi.Input<pulumi.Input<BranchPolicyCommentResolutionSettingsScope>[]>;
}

export type BranchPolicyCommentResolutionSettingsScope = Scope;

/** Merge types that are allowed; the others are refused. */
export interface BranchPolicyMergeTypesSettings {
  /**
   * Merge commit.
   * @default false
   */
  readonly allowBasicNoFastForward?: pulumi.Input<boolean>;
  /**
   * Rebase.
   * @default false
   */
  readonly allowRebaseAndFastForward?: pulumi.Input<boolean>;
  /**
   * Rebase, then merge commit.
   * @default false
   */
  readonly allowRebaseWithMerge?: pulumi.Input<boolean>;
  /**
   * One commit.
   * @default false
   */
  readonly allowSquash?: pulumi.Input<boolean>;
  readonly scopes: pulumi.Input<pulumi.Input<BranchPolicyMergeTypesSettingsScope>[]>;
}

export type BranchPolicyMergeTypesSettingsScope = Scope;

/** How many approvals, and whose count. All switches are off by default. */
export interface BranchPolicyMinReviewersSettings {
  /**
   * Complete although somebody votes to wait or to reject.
   * @default false
   */
  readonly allowCompletionWithRejectsOrWaits?: pulumi.Input<boolean>;
  /**
   * The vote of who pushed last does not count.
   * @default false
   */
  readonly lastPusherCannotApprove?: pulumi.Input<boolean>;
  /**
   * Each push needs an approval of its own.
   * @default false
   */
  readonly onEachIterationRequireVote?: pulumi.Input<boolean>;
  /**
   * The last push needs an approval.
   * @default false
   */
  readonly onLastIterationRequireVote?: pulumi.Input<boolean>;
  /**
   * A push takes back every vote. It implies `onPushResetApprovedVotes`.
   * @default false
   */
  readonly onPushResetAllVotes?: pulumi.Input<boolean>;
  /**
   * A push takes back approvals but not rejections.
   * @default false
   */
  readonly onPushResetApprovedVotes?: pulumi.Input<boolean>;
  readonly reviewerCount?: pulumi.Input<number>;
  readonly scopes: pulumi.Input<pulumi.Input<BranchPolicyMinReviewersSettingsScope>[]>;
  /**
   * The vote of who opened the pull request counts.
   * @default false
   */
  readonly submitterCanVote?: pulumi.Input<boolean>;
}

export type BranchPolicyMinReviewersSettingsScope = Scope;

/** Which status, and who may post it. */
export interface BranchPolicyStatusCheckSettings {
  /**
   * `default`: the status is required from the start. `conditional`: only once it was posted.
   * @default "default"
   */
  readonly applicability?: pulumi.Input<string>;
  /** Identity that alone may post it. */
  readonly authorId?: pulumi.Input<string>;
  readonly displayName?: pulumi.Input<string>;
  /** Files that the policy is about; `!` in front excludes, and order counts. Left out, all. */
  readonly filenamePatterns?: pulumi.Input<pulumi.Input<string>[]>;
  /** First part of the status (`genre/name`). */
  readonly genre?: pulumi.Input<string>;
  /** A push takes the status back. */
  readonly invalidateOnUpdate?: pulumi.Input<boolean>;
  /** Second part of the status (`genre/name`). */
  readonly name: pulumi.Input<string>;
  readonly scopes: pulumi.Input<pulumi.Input<BranchPolicyStatusCheckSettingsScope>[]>;
}

export type BranchPolicyStatusCheckSettingsScope = Scope;
