import type { PersonaGroup } from "../../components/azure-devops/persona-groups";
import type { REPOSITORIES } from "../../settings/azure-devops-names";
import type { Persona } from "../../settings/personas";

/** What people work on: a kind of repository with its pipelines. */
export type Work = keyof typeof REPOSITORIES;

/**
 * Who works on what: pushes branches of the repository, and starts and stops its pipelines. Everybody else in the project
 * reads it and, except for auditors, takes part in its pull requests.
 *
 * ML engineers review models and do not write them: whoever releases a version to production has not made it.
 */
export const WORKS_ON: Readonly<Record<Work, readonly Persona[]>> = {
  modelBuild: ["dataScientist", "leadDataScientist"],
  images: ["dataScientist", "leadDataScientist"],
  modelDeploy: ["mlEngineer"],
  infrastructure: ["platformAdministrator"],
};

/** Descriptors of the groups that work on something, by persona. */
export function workers(
  work: Work,
  groups: Readonly<Record<Persona, PersonaGroup>>,
): Record<string, PersonaGroup["descriptor"]> {
  return Object.fromEntries(WORKS_ON[work].map((persona) => [persona, groups[persona].descriptor]));
}
