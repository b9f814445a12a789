/** Permissions of a Git repository, as Azure DevOps names them. */
export const GIT_PERMISSIONS = [
  "Administer",
  "GenericRead",
  "GenericContribute",
  "ForcePush",
  "CreateBranch",
  "CreateTag",
  "ManageNote",
  "PolicyExempt",
  "CreateRepository",
  "DeleteRepository",
  "RenameRepository",
  "EditPolicies",
  "RemoveOthersLocks",
  "ManagePermissions",
  "PullRequestContribute",
  "PullRequestBypassPolicy",
] as const;

/** Permissions of a pipeline, as Azure DevOps names them. */
export const PIPELINE_PERMISSIONS = [
  "ViewBuilds",
  "EditBuildQuality",
  "RetainIndefinitely",
  "DeleteBuilds",
  "ManageBuildQualities",
  "DestroyBuilds",
  "UpdateBuildInformation",
  "QueueBuilds",
  "ManageBuildQueue",
  "StopBuilds",
  "ViewBuildDefinition",
  "EditBuildDefinition",
  "DeleteBuildDefinition",
  "OverrideBuildCheckInValidation",
  "AdministerBuildPermissions",
] as const;

/**
 * The given permissions, with all others of the list as not set. The provider changes only what is named, whatever its
 * `replace` says: a permission that somebody gave by hand, or that an earlier version of this program gave, would stay.
 */
export function whole<Name extends string>(
  names: readonly Name[],
  given: Readonly<Partial<Record<Name, "Allow" | "Deny">>>,
): Record<Name, "Allow" | "Deny" | "NotSet"> {
  return Object.fromEntries(names.map((name) => [name, given[name] ?? "NotSet"])) as ReturnType<
    typeof whole<Name>
  >;
}
