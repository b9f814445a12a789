import { guid, text } from "../ids";
import type { SimulatedFunction } from "../types";
import { groupDescriptor, organizationUrl } from "./addresses";
import { AGILE } from "./projects";

/** Groups that every project has from the start. */
const PROJECT_GROUPS = [
  "Build Administrators",
  "Contributors",
  "Endpoint Administrators",
  "Endpoint Creators",
  "Project Administrators",
  "Project Valid Users",
  "Readers",
  "Release Administrators",
];

/** Functions of the Azure DevOps provider by token. */
export const azureDevOpsFunctions: Readonly<Record<string, SimulatedFunction>> = {
  "azuredevops:index/getClientConfig:getClientConfig": (_, place) => ({
    id: guid(`organization/${place.account}`),
    name: place.account,
    organizationUrl: organizationUrl(place),
    ownerId: guid(`owner/${place.account}`),
    status: "Enabled",
    tenantId: guid(`tenant/${place.account}`),
  }),
  "azuredevops:index/getGroup:getGroup": (args, place) => {
    const scope = typeof args.projectId === "string" ? args.projectId : "";
    const name = scope === "" ? text(args, "name") : projectGroup(text(args, "name"));
    const seed = `group/${place.account}/${scope}/${name}`;
    return {
      ...args,
      id: groupDescriptor(seed),
      descriptor: groupDescriptor(seed),
      groupId: guid(seed),
      origin: "vsts",
      originId: guid(`origin/${seed}`),
    };
  },
  "azuredevops:index/getProject:getProject": (args, place) => {
    const byName = args.projectId === undefined;
    const id = byName ? guid(`project/${place.account}/${text(args, "name")}`) : text(args, "projectId");
    return {
      name: `project-${id.slice(0, 8)}`,
      ...args,
      id,
      projectId: id,
      description: "",
      features: {},
      processTemplateId: AGILE,
      versionControl: "Git",
      visibility: "private",
      workItemTemplate: "Agile",
    };
  },
};

/** Like the provider, whatever the capitals, and not without the group. */
function projectGroup(name: string): string {
  const found = PROJECT_GROUPS.find((group) => group.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    throw new Error(
      `the project has no group ${name}: take the descriptor of one that the program makes, or name one of ` +
        PROJECT_GROUPS.join(", "),
    );
  }
  return found;
}
