import { guid, text } from "../ids";
import type { SimulatedFunction } from "../types";
import { groupDescriptor, organizationUrl } from "./addresses";
import { AGILE } from "./projects";

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
    const seed = `group/${place.account}/${scope}/${text(args, "name")}`;
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
