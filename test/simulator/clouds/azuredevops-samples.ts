import type { Properties } from "../../../simulator/clouds";

const PROJECT = { projectId: "6f1d2c3b-4a59-4687-a7f6-e5d4c3b2a190" };
const TARGET = { ...PROJECT, targetResourceId: "17", targetResourceType: "environment" };

/** Inputs of the types of Azure DevOps. */
export const AZURE_DEVOPS_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  "azuredevops:index/branchPolicyBuildValidation:BranchPolicyBuildValidation": () => PROJECT,
  "azuredevops:index/branchPolicyCommentResolution:BranchPolicyCommentResolution": () => PROJECT,
  "azuredevops:index/branchPolicyMergeTypes:BranchPolicyMergeTypes": () => PROJECT,
  "azuredevops:index/branchPolicyMinReviewers:BranchPolicyMinReviewers": () => PROJECT,
  "azuredevops:index/buildDefinition:BuildDefinition": () => PROJECT,
  "azuredevops:index/buildDefinitionPermissions:BuildDefinitionPermissions": (name) => ({
    ...PROJECT,
    buildDefinitionId: "12",
    principal: `vssgp.${name}`,
  }),
  "azuredevops:index/checkApproval:CheckApproval": () => ({ ...TARGET, approvers: [] }),
  "azuredevops:index/checkBranchControl:CheckBranchControl": () => TARGET,
  "azuredevops:index/checkExclusiveLock:CheckExclusiveLock": () => TARGET,
  "azuredevops:index/environment:Environment": () => PROJECT,
  "azuredevops:index/extension:Extension": (name) => ({ publisherId: "ms-vsts", extensionId: name }),
  "azuredevops:index/git:Git": () => PROJECT,
  "azuredevops:index/gitPermissions:GitPermissions": (name) => ({ ...PROJECT, principal: `vssgp.${name}` }),
  "azure-repos:index:RepositorySeed": () => ({
    repositoryId: "0b1c2d3e-4f50-4161-a273-8495a6b7c8d9",
    template: "model-build",
  }),
  "azuredevops:index/group:Group": (name) => ({ displayName: name }),
  "azuredevops:index/groupMembership:GroupMembership": () => ({ group: "vssgp.group", members: [] }),
  "azuredevops:index/pipelineAuthorization:PipelineAuthorization": (name) => ({
    ...PROJECT,
    resourceId: name,
    type: "endpoint",
  }),
  "azuredevops:index/projectPipelineSettings:ProjectPipelineSettings": (name) => ({ projectId: name }),
  "azuredevops:index/serviceEndpointAws:ServiceEndpointAws": (name) => ({
    ...PROJECT,
    serviceEndpointName: name,
  }),
  "azuredevops:index/servicePrincipalEntitlement:ServicePrincipalEntitlement": () => ({
    originId: "93a1b2c3-d4e5-4f60-a718-29304a5b6c7d",
  }),
  "azuredevops:index/team:Team": () => PROJECT,
  "azuredevops:index/user:User": (name) => ({ principalName: `${name}@example.com` }),
  "azuredevops:index/variableGroup:VariableGroup": () => ({ ...PROJECT, variables: [] }),
};
