import type { Properties } from "../../../simulator/clouds";
import { AZURE_DEVOPS } from "../../support/types";

const PROJECT = { projectId: "6f1d2c3b-4a59-4687-a7f6-e5d4c3b2a190" };
const TARGET = { ...PROJECT, targetResourceId: "17", targetResourceType: "environment" };

/** Inputs of the types of Azure DevOps. */
export const AZURE_DEVOPS_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AZURE_DEVOPS.BranchPolicyBuildValidation]: () => PROJECT,
  [AZURE_DEVOPS.BranchPolicyCommentResolution]: () => PROJECT,
  [AZURE_DEVOPS.BranchPolicyMergeTypes]: () => PROJECT,
  [AZURE_DEVOPS.BranchPolicyMinReviewers]: () => PROJECT,
  [AZURE_DEVOPS.BuildDefinition]: () => PROJECT,
  [AZURE_DEVOPS.BuildDefinitionPermissions]: (name) => ({
    ...PROJECT,
    buildDefinitionId: "12",
    principal: `vssgp.${name}`,
  }),
  [AZURE_DEVOPS.CheckApproval]: () => ({ ...TARGET, approvers: [] }),
  [AZURE_DEVOPS.CheckBranchControl]: () => TARGET,
  [AZURE_DEVOPS.CheckExclusiveLock]: () => TARGET,
  [AZURE_DEVOPS.Environment]: () => PROJECT,
  "azure-repos:index:Extension": (name) => ({ publisherId: "ms-vsts", extensionId: name }),
  [AZURE_DEVOPS.Git]: () => PROJECT,
  [AZURE_DEVOPS.GitPermissions]: (name) => ({ ...PROJECT, principal: `vssgp.${name}` }),
  "azure-repos:index:RepositorySeed": () => ({
    repositoryId: "0b1c2d3e-4f50-4161-a273-8495a6b7c8d9",
    template: "model-build",
  }),
  [AZURE_DEVOPS.Group]: (name) => ({ displayName: name }),
  [AZURE_DEVOPS.GroupMembership]: () => ({ group: "vssgp.group", members: [] }),
  [AZURE_DEVOPS.PipelineAuthorization]: (name) => ({
    ...PROJECT,
    resourceId: name,
    type: "endpoint",
  }),
  [AZURE_DEVOPS.ProjectPipelineSettings]: (name) => ({ projectId: name }),
  [AZURE_DEVOPS.ServiceEndpointAws]: (name) => ({
    ...PROJECT,
    serviceEndpointName: name,
  }),
  [AZURE_DEVOPS.ServicePrincipalEntitlement]: () => ({
    originId: "93a1b2c3-d4e5-4f60-a718-29304a5b6c7d",
  }),
  [AZURE_DEVOPS.Team]: () => PROJECT,
  [AZURE_DEVOPS.User]: (name) => ({ principalName: `${name}@example.com` }),
  [AZURE_DEVOPS.VariableGroup]: () => ({ ...PROJECT, variables: [] }),
};
