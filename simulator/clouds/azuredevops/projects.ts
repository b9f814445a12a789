import { guid, idFrom, text } from "../ids";
import type { SimulatedTypes } from "../types";

/** Process template "Agile", the same in every organization. */
export const AGILE = "adcc42ab-9882-485e-a3ed-7678f01f66bc";

export const projects: SimulatedTypes = {
  "azuredevops:index/project:Project": {
    autoname: "name",
    computed: () => ({
      processTemplateId: AGILE,
      versionControl: "Git",
      visibility: "private",
      workItemTemplate: "Agile",
    }),
    id: ({ urn }) => guid(urn),
    replaceOn: ["versionControl", "workItemTemplate"],
  },
  "azuredevops:index/projectPipelineSettings:ProjectPipelineSettings": {
    computed: () => ({
      enforceJobScope: true,
      enforceJobScopeForRelease: true,
      enforceReferencedRepoScopedToken: true,
      enforceSettableVar: true,
      publishPipelineMetadata: false,
      statusBadgesArePrivate: true,
    }),
    id: idFrom("projectId"),
    replaceOn: ["projectId"],
  },
  /** Of this project's own plugin, plugins/azure-repos. */
  "azure-repos:index:Extension": {
    computed: () => ({}),
    id: (_, outputs) => `${text(outputs, "publisherId")}/${text(outputs, "extensionId")}`,
    replaceOn: ["extensionId", "publisherId"],
  },
};
