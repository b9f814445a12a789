interface Filter {
  readonly excludes?: string[];
  readonly includes?: string[];
}

interface Scope {
  readonly matchType?: string;
  readonly repositoryId?: string;
  readonly repositoryRef?: string;
}

export interface BranchPolicyAutoReviewersSettings {
  readonly autoReviewerIds: string[];
  readonly message?: string;
  readonly minimumNumberOfReviewers?: number;
  readonly pathFilters?: string[];
  readonly scopes: BranchPolicyAutoReviewersSettingsScope[];
  readonly submitterCanVote?: boolean;
}

export type BranchPolicyAutoReviewersSettingsScope = Scope;

export interface BranchPolicyBuildValidationSettings {
  readonly buildDefinitionId: number;
  readonly displayName: string;
  readonly filenamePatterns?: string[];
  readonly manualQueueOnly?: boolean;
  readonly queueOnSourceUpdateOnly?: boolean;
  readonly scopes: BranchPolicyBuildValidationSettingsScope[];
  readonly validDuration?: number;
}

export type BranchPolicyBuildValidationSettingsScope = Scope;

export interface BranchPolicyCommentResolutionSettings {
  readonly scopes: BranchPolicyCommentResolutionSettingsScope[];
}

export type BranchPolicyCommentResolutionSettingsScope = Scope;

export interface BranchPolicyMergeTypesSettings {
  readonly allowBasicNoFastForward?: boolean;
  readonly allowRebaseAndFastForward?: boolean;
  readonly allowRebaseWithMerge?: boolean;
  readonly allowSquash?: boolean;
  readonly scopes: BranchPolicyMergeTypesSettingsScope[];
}

export type BranchPolicyMergeTypesSettingsScope = Scope;

export interface BranchPolicyMinReviewersSettings {
  readonly allowCompletionWithRejectsOrWaits?: boolean;
  readonly lastPusherCannotApprove?: boolean;
  readonly onEachIterationRequireVote?: boolean;
  readonly onLastIterationRequireVote?: boolean;
  readonly onPushResetAllVotes?: boolean;
  readonly onPushResetApprovedVotes?: boolean;
  readonly reviewerCount?: number;
  readonly scopes: BranchPolicyMinReviewersSettingsScope[];
  readonly submitterCanVote?: boolean;
}

export type BranchPolicyMinReviewersSettingsScope = Scope;

export interface BranchPolicyStatusCheckSettings {
  readonly applicability?: string;
  readonly authorId?: string;
  readonly displayName?: string;
  readonly filenamePatterns?: string[];
  readonly genre?: string;
  readonly invalidateOnUpdate?: boolean;
  readonly name: string;
  readonly scopes: BranchPolicyStatusCheckSettingsScope[];
}

export type BranchPolicyStatusCheckSettingsScope = Scope;

export interface BuildDefinitionBuildCompletionTrigger {
  readonly branchFilters: BuildDefinitionBuildCompletionTriggerBranchFilter[];
  readonly buildDefinitionId: number;
}

export type BuildDefinitionBuildCompletionTriggerBranchFilter = Filter;

export interface BuildDefinitionCiTrigger {
  readonly override?: BuildDefinitionCiTriggerOverride;
  readonly useYaml?: boolean;
}

export interface BuildDefinitionCiTriggerOverride {
  readonly batch?: boolean;
  readonly branchFilters: BuildDefinitionCiTriggerOverrideBranchFilter[];
  readonly maxConcurrentBuildsPerBranch?: number;
  readonly pathFilters?: BuildDefinitionCiTriggerOverridePathFilter[];
  readonly pollingInterval?: number;
  readonly pollingJobId?: string;
}

export type BuildDefinitionCiTriggerOverrideBranchFilter = Filter;

export type BuildDefinitionCiTriggerOverridePathFilter = Filter;

export interface BuildDefinitionFeature {
  readonly skipFirstRun?: boolean;
}

export interface BuildDefinitionJob {
  readonly allowScriptsAuthAccessOption?: boolean;
  readonly condition: string;
  readonly dependencies?: BuildDefinitionJobDependency[];
  readonly jobAuthorizationScope?: string;
  readonly jobCancelTimeoutInMinutes?: number;
  readonly jobTimeoutInMinutes?: number;
  readonly name: string;
  readonly refName: string;
  readonly target: BuildDefinitionJobTarget;
}

export interface BuildDefinitionJobDependency {
  readonly scope: string;
}

export interface BuildDefinitionJobTarget {
  readonly demands?: string[];
  readonly executionOptions: BuildDefinitionJobTargetExecutionOptions;
  readonly type: string;
}

export interface BuildDefinitionJobTargetExecutionOptions {
  readonly continueOnError?: boolean;
  readonly maxConcurrency?: number;
  readonly multipliers?: string;
  readonly type: string;
}

export interface BuildDefinitionPullRequestTrigger {
  readonly commentRequired?: string;
  readonly forks: BuildDefinitionPullRequestTriggerForks;
  readonly initialBranch?: string;
  readonly override?: BuildDefinitionPullRequestTriggerOverride;
  readonly useYaml?: boolean;
}

export interface BuildDefinitionPullRequestTriggerForks {
  readonly enabled: boolean;
  readonly shareSecrets: boolean;
}

export interface BuildDefinitionPullRequestTriggerOverride {
  readonly autoCancel?: boolean;
  readonly branchFilters: BuildDefinitionPullRequestTriggerOverrideBranchFilter[];
  readonly pathFilters?: BuildDefinitionPullRequestTriggerOverridePathFilter[];
}

export type BuildDefinitionPullRequestTriggerOverrideBranchFilter = Filter;

export type BuildDefinitionPullRequestTriggerOverridePathFilter = Filter;

export interface BuildDefinitionRepository {
  readonly branchName?: string;
  readonly githubEnterpriseUrl?: string;
  readonly repoId: string;
  readonly repoType: string;
  readonly reportBuildStatus?: boolean;
  readonly serviceConnectionId?: string;
  readonly url?: string;
  readonly ymlPath?: string;
}

export interface BuildDefinitionSchedule {
  readonly branchFilters: BuildDefinitionScheduleBranchFilter[];
  readonly daysToBuilds: string[];
  readonly scheduleJobId?: string;
  readonly scheduleOnlyWithChanges?: boolean;
  readonly startHours?: number;
  readonly startMinutes?: number;
  readonly timeZone?: string;
}

export type BuildDefinitionScheduleBranchFilter = Filter;

export interface BuildDefinitionVariable {
  readonly allowOverride?: boolean;
  readonly isSecret?: boolean;
  readonly name: string;
  readonly secretValue?: string;
  readonly value?: string;
}

export interface CheckRequiredTemplateRequiredTemplate {
  readonly repositoryName: string;
  readonly repositoryRef: string;
  readonly repositoryType?: string;
  readonly templatePath: string;
}

export interface GitInitialization {
  readonly initType: string;
  readonly password?: string;
  readonly serviceConnectionId?: string;
  readonly sourceType?: string;
  readonly sourceUrl?: string;
  readonly username?: string;
}

export interface VariableGroupKeyVault {
  readonly name: string;
  readonly searchDepth?: number;
  readonly serviceEndpointId: string;
}

export interface VariableGroupVariable {
  readonly contentType?: string;
  readonly enabled?: boolean;
  readonly expires?: string;
  readonly isSecret?: boolean;
  readonly name: string;
  readonly secretValue?: string;
  readonly value?: string;
}
