import type * as pulumi from "@pulumi/pulumi";

/** Branches or paths that start a run. Exclusion wins. */
interface Filter {
  /** Patterns, `*` as wildcard. */
  readonly excludes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Patterns, `*` as wildcard. */
  readonly includes?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Pipeline whose completed run starts this one. */
export interface BuildDefinitionBuildCompletionTrigger {
  readonly branchFilters: pulumi.Input<pulumi.Input<BuildDefinitionBuildCompletionTriggerBranchFilter>[]>;
  /** As a number. */
  readonly buildDefinitionId: pulumi.Input<number>;
}

export type BuildDefinitionBuildCompletionTriggerBranchFilter = Filter;

/** What starts a run on a push. */
export interface BuildDefinitionCiTrigger {
  /** Trigger that replaces the one of the YAML file. */
  readonly override?: pulumi.Input<BuildDefinitionCiTriggerOverride>;
  /**
   * Honor the `trigger:` of the YAML file.
   * @default false
   */
  readonly useYaml?: pulumi.Input<boolean>;
}

/** Trigger that replaces the one of the YAML file. */
export interface BuildDefinitionCiTriggerOverride {
  /**
   * Collect pushes while a run is going on.
   * @default true
   */
  readonly batch?: pulumi.Input<boolean>;
  readonly branchFilters: pulumi.Input<pulumi.Input<BuildDefinitionCiTriggerOverrideBranchFilter>[]>;
  /** @default 1 */
  readonly maxConcurrentBuildsPerBranch?: pulumi.Input<number>;
  readonly pathFilters?: pulumi.Input<pulumi.Input<BuildDefinitionCiTriggerOverridePathFilter>[]>;
  /**
   * How often an external repository is looked at; `0` for never.
   * @default 0
   */
  readonly pollingInterval?: pulumi.Input<number>;
  /** Set by the service. */
  readonly pollingJobId?: pulumi.Input<string>;
}

export type BuildDefinitionCiTriggerOverrideBranchFilter = Filter;

export type BuildDefinitionCiTriggerOverridePathFilter = Filter;

/** Behavior at creation. */
export interface BuildDefinitionFeature {
  /**
   * `false` queues a run when the pipeline is created.
   * @default true
   */
  readonly skipFirstRun?: pulumi.Input<boolean>;
}

/** Job of a classic pipeline. */
export interface BuildDefinitionJob {
  /**
   * Let scripts read `System.AccessToken`.
   * @default false
   */
  readonly allowScriptsAuthAccessOption?: pulumi.Input<boolean>;
  /** Such as `succeeded()`. */
  readonly condition: pulumi.Input<string>;
  readonly dependencies?: pulumi.Input<pulumi.Input<BuildDefinitionJobDependency>[]>;
  /**
   * `project` or `projectCollection`.
   * @default "projectCollection"
   */
  readonly jobAuthorizationScope?: pulumi.Input<string>;
  /**
   * 0 to 60.
   * @default 0
   */
  readonly jobCancelTimeoutInMinutes?: pulumi.Input<number>;
  /**
   * `0` for no limit of its own.
   * @default 0
   */
  readonly jobTimeoutInMinutes?: pulumi.Input<number>;
  readonly name: pulumi.Input<string>;
  /** What `dependencies` of other jobs name. */
  readonly refName: pulumi.Input<string>;
  readonly target: pulumi.Input<BuildDefinitionJobTarget>;
}

/** Job that has to end first. */
export interface BuildDefinitionJobDependency {
  /** `refName` of that job. */
  readonly scope: pulumi.Input<string>;
}

/** Where a job runs. */
export interface BuildDefinitionJobTarget {
  /** Capabilities that the agent must have, such as `git`. */
  readonly demands?: pulumi.Input<pulumi.Input<string>[]>;
  readonly executionOptions: pulumi.Input<BuildDefinitionJobTargetExecutionOptions>;
  /** `AgentJob` or `AgentlessJob`. */
  readonly type: pulumi.Input<string>;
}

/** How a job is multiplied. */
export interface BuildDefinitionJobTargetExecutionOptions {
  readonly continueOnError?: pulumi.Input<boolean>;
  /** Agents at a time. Fixed to 50 for `AgentlessJob`. */
  readonly maxConcurrency?: pulumi.Input<number>;
  /** Variable names separated by commas, with `type` `Multi-Configuration`. */
  readonly multipliers?: pulumi.Input<string>;
  /** `None`, `Multi-Configuration` or `Multi-Agent`. */
  readonly type: pulumi.Input<string>;
}

/** What starts a run on a pull request of GitHub or Bitbucket. */
export interface BuildDefinitionPullRequestTrigger {
  /** Whose pull requests wait for a comment of a team member. */
  readonly commentRequired?: pulumi.Input<string>;
  readonly forks: pulumi.Input<BuildDefinitionPullRequestTriggerForks>;
  /** With `useYaml`: branch that holds the YAML file. */
  readonly initialBranch?: pulumi.Input<string>;
  /** Trigger that replaces the one of the YAML file. */
  readonly override?: pulumi.Input<BuildDefinitionPullRequestTriggerOverride>;
  /**
   * Honor the `pr:` of the YAML file.
   * @default false
   */
  readonly useYaml?: pulumi.Input<boolean>;
}

/** Whether pull requests of forks run, and with which rights. */
export interface BuildDefinitionPullRequestTriggerForks {
  readonly enabled: pulumi.Input<boolean>;
  /** Anyone who can fork could then read the pipeline's secrets. */
  readonly shareSecrets: pulumi.Input<boolean>;
}

/** Trigger that replaces the one of the YAML file. */
export interface BuildDefinitionPullRequestTriggerOverride {
  /**
   * Stop a run when the pull request gets a newer push.
   * @default true
   */
  readonly autoCancel?: pulumi.Input<boolean>;
  readonly branchFilters: pulumi.Input<pulumi.Input<BuildDefinitionPullRequestTriggerOverrideBranchFilter>[]>;
  readonly pathFilters?: pulumi.Input<pulumi.Input<BuildDefinitionPullRequestTriggerOverridePathFilter>[]>;
}

export type BuildDefinitionPullRequestTriggerOverrideBranchFilter = Filter;

export type BuildDefinitionPullRequestTriggerOverridePathFilter = Filter;

/** Where the YAML file is. */
export interface BuildDefinitionRepository {
  /**
   * Full ref of the default branch for manual and scheduled runs.
   * @default "master"
   */
  readonly branchName?: pulumi.Input<string>;
  /** For GitHub Enterprise. Excludes `url`. */
  readonly githubEnterpriseUrl?: pulumi.Input<string>;
  /** Id of an Azure repository; `owner/name` elsewhere. */
  readonly repoId: pulumi.Input<string>;
  /** `TfsGit` (Azure Repos), `GitHub`, `Bitbucket`, `Git` or one for GitHub Enterprise. */
  readonly repoType: pulumi.Input<string>;
  /**
   * Show the result on the commit.
   * @default true
   */
  readonly reportBuildStatus?: pulumi.Input<boolean>;
  /** With a repository outside Azure Repos. */
  readonly serviceConnectionId?: pulumi.Input<string>;
  /** With `repoType` `Git`. Excludes `githubEnterpriseUrl`. */
  readonly url?: pulumi.Input<string>;
  /** From the root of the repository. */
  readonly ymlPath?: pulumi.Input<string>;
}

/** Weekly schedule of a classic pipeline. */
export interface BuildDefinitionSchedule {
  readonly branchFilters: pulumi.Input<pulumi.Input<BuildDefinitionScheduleBranchFilter>[]>;
  /** `Mon` to `Sun`. */
  readonly daysToBuilds: pulumi.Input<pulumi.Input<string>[]>;
  /** Set by the service. */
  readonly scheduleJobId?: pulumi.Input<string>;
  /**
   * Skip runs without changes.
   * @default true
   */
  readonly scheduleOnlyWithChanges?: pulumi.Input<boolean>;
  /**
   * 0 to 23.
   * @default 0
   */
  readonly startHours?: pulumi.Input<number>;
  /**
   * 0 to 59.
   * @default 0
   */
  readonly startMinutes?: pulumi.Input<number>;
  /**
   * As the portal shows it.
   * @default "(UTC) Coordinated Universal Time"
   */
  readonly timeZone?: pulumi.Input<string>;
}

export type BuildDefinitionScheduleBranchFilter = Filter;

/** Variable of a pipeline: `value`, or `isSecret` with `secretValue`. */
export interface BuildDefinitionVariable {
  /**
   * Whether who queues a run may set it.
   * @default true
   */
  readonly allowOverride?: pulumi.Input<boolean>;
  /** @default false */
  readonly isSecret?: pulumi.Input<boolean>;
  readonly name: pulumi.Input<string>;
  /** Give a secret. It cannot be read back. */
  readonly secretValue?: pulumi.Input<string>;
  readonly value?: pulumi.Input<string>;
}
