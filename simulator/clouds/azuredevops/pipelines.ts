import { digits, guid, text } from "../ids";
import type { SimulatedType, SimulatedTypes } from "../types";

const check: SimulatedType = {
  computed: () => ({ version: 1 }),
  id: ({ urn }) => digits(urn),
  replaceOn: ["projectId", "targetResourceId", "targetResourceType"],
};

export const pipelines: SimulatedTypes = {
  "azuredevops:index/buildDefinition:BuildDefinition": {
    autoname: "name",
    computed: () => ({ revision: 1, path: "\\", queueStatus: "enabled", agentPoolName: "Azure Pipelines" }),
    id: ({ urn }) => digits(urn),
    replaceOn: ["projectId"],
  },
  "azuredevops:index/buildDefinitionPermissions:BuildDefinitionPermissions": {
    computed: () => ({ replace: true }),
    id: (_, outputs) =>
      ["projectId", "buildDefinitionId", "principal"].map((part) => text(outputs, part)).join("/"),
    replaceOn: ["buildDefinitionId", "principal", "projectId"],
  },
  "azuredevops:index/environment:Environment": {
    autoname: "name",
    computed: () => ({}),
    id: ({ urn }) => digits(urn),
    replaceOn: ["projectId"],
  },
  "azuredevops:index/checkApproval:CheckApproval": check,
  "azuredevops:index/checkExclusiveLock:CheckExclusiveLock": check,
  "azuredevops:index/checkBranchControl:CheckBranchControl": check,
  "azuredevops:index/pipelineAuthorization:PipelineAuthorization": {
    computed: () => ({}),
    id: (_, outputs) =>
      text(outputs, "type") === "repository"
        ? `${text(outputs, "projectId")}.${text(outputs, "resourceId")}`
        : text(outputs, "resourceId"),
    replaceOn: ["pipelineId", "pipelineProjectId", "projectId", "resourceId", "type"],
  },
  "azuredevops:index/serviceEndpointAws:ServiceEndpointAws": {
    computed: () => ({ authorization: { scheme: "UsernamePassword" } }),
    id: ({ urn }) => guid(urn),
    replaceOn: ["projectId"],
  },
  "azuredevops:index/variableGroup:VariableGroup": {
    autoname: "name",
    computed: () => ({ allowAccess: false }),
    id: ({ urn }) => digits(urn),
    replaceOn: ["projectId"],
  },
};
