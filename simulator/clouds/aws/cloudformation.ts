import { guid, idFrom, text } from "../ids";
import type { Properties } from "../types";
import { arn, inRegion } from "./define";

export const cloudformation = inRegion({
  "aws:cloudformation/stackSet:StackSet": {
    autoname: "name",
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: arn(place, "cloudformation", `stackset/${text(inputs, "name")}:${guid(urn)}`),
      stackSetId: `${text(inputs, "name")}:${guid(urn)}`,
      executionRoleName: "",
      templateBody: "",
    }),
    id: idFrom("name"),
    replaceOn: ["administrationRoleArn", "callAs", "name", "permissionModel"],
  },
  "aws:cloudformation/stackSetInstance:StackSetInstance": {
    computed: ({ urn, inputs, place }) => {
      const units = listOf(inputs, "organizationalUnitIds");
      const accounts = listOf(inputs, "accounts");
      return {
        accountId: units.length > 0 ? "" : place.account,
        organizationalUnitId: "",
        stackId: "",
        stackSetInstanceRegion: place.region,
        stackInstanceSummaries: accounts.map((accountId) => ({
          accountId,
          organizationalUnitId: units[0] ?? "",
          stackId: arn(
            { ...place, account: accountId },
            "cloudformation",
            `stack/StackSet-${guid(urn)}/${guid(urn + accountId)}`,
          ),
        })),
      };
    },
    id: (registration, outputs) => {
      const units = listOf(registration.inputs, "organizationalUnitIds");
      const target = units.length > 0 ? units.join("/") : text(outputs, "accountId");
      return [text(outputs, "stackSetName"), target, text(outputs, "stackSetInstanceRegion")].join(",");
    },
    replaceOn: ["accountId", "callAs", "deploymentTargets", "stackSetInstanceRegion", "stackSetName"],
  },
});

/** A list of the deployment targets; empty where the instance is for one account. */
function listOf({ deploymentTargets }: Properties, key: string): readonly string[] {
  const list = (deploymentTargets as Properties | undefined)?.[key];
  return Array.isArray(list) ? (list as string[]) : [];
}
