import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { GIT_PERMISSIONS, whole } from "./whole-permissions";

/** Permissions that let somebody past the policies of a branch: by pushing, and by completing a pull request. */
export const NO_BYPASS = { PolicyExempt: "Deny", PullRequestBypassPolicy: "Deny" } as const;

/** What is denied to people who only read: Azure DevOps lets whoever reads a repository vote on its pull requests. */
const NO_CHANGES = { ...NO_BYPASS, PullRequestContribute: "Deny" } as const;

export interface BypassDenialArgs {
  readonly projectId: pulumi.Input<string>;
  /** Descriptors of the groups, by the names that make the resources' names. */
  readonly groups: Readonly<Record<string, pulumi.Input<string>>>;
  /** Which of the groups only read: their members do not even vote on pull requests. @default none */
  readonly onlyReading?: readonly string[];
}

/**
 * Denies groups the permission to bypass branch policies, in every repository that the project has or will have. By
 * default Azure DevOps allows it to nobody; a denial also overrides another group that was allowed it later.
 *
 * The built-in Contributors are denied too. Project Administrators are not: they can change every permission, including
 * this one, and Azure DevOps advises against denying them anything. The identity that runs the program keeps what it
 * needs, even if its owner has a persona: it edits policies and permissions, and seeds a repository before the policies
 * are set.
 */
export class BypassDenial extends pulumi.ComponentResource {
  constructor(name: string, args: BypassDenialArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:BypassDenial", name, {}, opts);
    const { projectId, groups, onlyReading = [] } = args;
    checkOnlyReading(onlyReading, Object.keys(groups));
    for (const [group, principal] of Object.entries(groups)) {
      const permissions = onlyReading.includes(group) ? NO_CHANGES : NO_BYPASS;
      new azuredevops.GitPermissions(
        `${name}-${group}`,
        { projectId, principal, permissions: whole(GIT_PERMISSIONS, permissions), replace: true },
        { parent: this },
      );
    }
    const contributors = azuredevops.getGroupOutput({ projectId, name: "Contributors" }, { parent: this });
    new azuredevops.GitPermissions(
      `${name}-contributors`,
      // What Azure DevOps gave to this group stays: it is not ours. So nothing else is named.
      { projectId, principal: contributors.descriptor, permissions: NO_BYPASS, replace: false },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function checkOnlyReading(onlyReading: readonly string[], groups: readonly string[]): void {
  const unknown = onlyReading.find((group) => !groups.includes(group));
  if (unknown !== undefined) {
    throw new Error(
      `onlyReading names ${unknown}, which is not among groups: use one of ${groups.join(", ")}`,
    );
  }
}
