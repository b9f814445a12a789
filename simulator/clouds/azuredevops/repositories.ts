import { digits, guid, hex, text } from "../ids";
import type { Properties, Registration, SimulatedType, SimulatedTypes } from "../types";
import { organizationUrl } from "./addresses";

const branchPolicy: SimulatedType = {
  computed: () => ({ blocking: true, enabled: true }),
  id: ({ urn }) => digits(urn),
  replaceOn: ["projectId"],
};

export const repositories: SimulatedTypes = {
  "azuredevops:index/git:Git": {
    autoname: "name",
    computed: repository,
    id: ({ urn }) => guid(urn),
    replaceOn: ["projectId"],
  },
  /** Of this project's own plugin, plugins/azure-repos. */
  "azure-repos:index:RepositorySeed": {
    computed: ({ urn }) => ({ commitId: hex(`commit/${urn}`, 40) }),
    id: (_, outputs) => text(outputs, "repositoryId"),
    replaceOn: ["repositoryId"],
  },
  "azuredevops:index/gitPermissions:GitPermissions": {
    computed: () => ({ replace: true }),
    id: (_, outputs) => `${gitToken(outputs)}/${text(outputs, "principal")}`,
    replaceOn: ["branchName", "principal", "projectId", "repositoryId"],
  },
  "azuredevops:index/branchPolicyMinReviewers:BranchPolicyMinReviewers": branchPolicy,
  "azuredevops:index/branchPolicyBuildValidation:BranchPolicyBuildValidation": branchPolicy,
  "azuredevops:index/branchPolicyCommentResolution:BranchPolicyCommentResolution": branchPolicy,
  "azuredevops:index/branchPolicyMergeTypes:BranchPolicyMergeTypes": branchPolicy,
};

function repository({ urn, inputs, place }: Registration): Properties {
  const project = text(inputs, "projectId");
  const path = `${place.account}/${project}/_git/${encodeURIComponent(text(inputs, "name"))}`;
  return {
    defaultBranch: "refs/heads/main",
    disabled: false,
    isFork: false,
    size: 0,
    remoteUrl: `https://${place.account}@dev.azure.com/${path}`,
    sshUrl: `git@ssh.dev.azure.com:v3/${path.replace("/_git/", "/")}`,
    url: `${organizationUrl(place)}/${project}/_apis/git/repositories/${guid(urn)}`,
    webUrl: `https://dev.azure.com/${path}`,
  };
}

/** Path of an access control list; branches are written in hexadecimal UTF-16. */
function gitToken(outputs: Properties): string {
  const parts = ["projectId", "repositoryId"].filter((key) => outputs[key] !== undefined);
  const branch = outputs.branchName === undefined ? [] : ["refs/heads", hexOf(text(outputs, "branchName"))];
  return ["repoV2", ...parts.map((key) => text(outputs, key)), ...branch].join("/");
}

function hexOf(branch: string): string {
  return Buffer.from(branch.replace(/^refs\/heads\//, ""), "utf16le").toString("hex");
}
