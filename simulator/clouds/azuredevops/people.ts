import { digits, guid, idFrom } from "../ids";
import type { Properties, Registration, SimulatedTypes } from "../types";
import { entraDescriptor, graphUrl, groupDescriptor } from "./addresses";

export const people: SimulatedTypes = {
  "azuredevops:index/group:Group": {
    computed: group,
    id: idFrom("descriptor"),
    replaceOn: ["mail", "originId", "scope"],
  },
  "azuredevops:index/groupMembership:GroupMembership": {
    computed: () => ({ mode: "add" }),
    id: ({ urn }) => digits(urn, 18),
    replaceOn: ["group"],
  },
  "azuredevops:index/team:Team": {
    autoname: "name",
    computed: ({ urn }) => ({ descriptor: groupDescriptor(urn), administrators: [], members: [] }),
    id: ({ urn }) => guid(urn),
    replaceOn: ["projectId"],
  },
  "azuredevops:index/user:User": {
    computed: ({ urn }) => ({
      descriptor: entraDescriptor("user", urn),
      origin: "aad",
      originId: guid(`origin/${urn}`),
      principalName: "",
      accountLicenseType: "express",
      licensingSource: "account",
    }),
    id: ({ urn }) => guid(urn),
    replaceOn: ["origin", "originId", "principalName"],
  },
  "azuredevops:index/servicePrincipalEntitlement:ServicePrincipalEntitlement": {
    computed: ({ urn, name }) => ({
      descriptor: entraDescriptor("servicePrincipal", urn),
      displayName: name,
      origin: "aad",
      accountLicenseType: "express",
      licensingSource: "account",
    }),
    id: ({ urn }) => guid(urn),
    replaceOn: ["origin", "originId"],
  },
};

/** A group is kept by Azure DevOps, unless it is one of Entra that the organization gets to know. */
function group({ urn, name, inputs, place }: Registration): Properties {
  const fromEntra = inputs.originId !== undefined || inputs.mail !== undefined;
  const descriptor = fromEntra ? entraDescriptor("group", urn) : groupDescriptor(urn);
  const displayName = typeof inputs.displayName === "string" ? inputs.displayName : name;
  const scope = typeof inputs.scope === "string" ? inputs.scope : place.account;
  return {
    descriptor,
    displayName,
    domain: `vstfs:///Classification/TeamProject/${scope}`,
    groupId: guid(urn),
    mail: "",
    members: [],
    origin: fromEntra ? "aad" : "vsts",
    originId: guid(`origin/${urn}`),
    principalName: `[${scope}]\\${displayName}`,
    subjectKind: "group",
    url: graphUrl(place, "Groups", descriptor),
  };
}
