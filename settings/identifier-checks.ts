import type { Problem } from "./problems";
import { problem, valueAt } from "./problems";

const TRIGGER = ["azureDevOps", "deployTrigger"];
const AZURE = ["dataSources", "azureDataLake"];
const TEAMS = ["notifications", "teams"];

/** Where GUIDs stand and what each identifies. The same GUID never identifies two kinds of things. */
const IDENTIFIERS: readonly (readonly [path: readonly string[], kind: string])[] = [
  [["azureDevOps", "organizationId"], "the id of an Azure DevOps organization"],
  [[...TRIGGER, "tenantId"], "the id of an Entra tenant"],
  [[...TRIGGER, "clientId"], "the application (client) id of an app registration"],
  [[...TRIGGER, "objectId"], "the object id of an enterprise application"],
  [[...AZURE, "tenantId"], "the id of an Entra tenant"],
  [[...AZURE, "clientId"], "the application (client) id of an app registration"],
  [[...TEAMS, "tenantId"], "the id of an Entra tenant"],
  [[...TEAMS, "teamId"], "the id of a Microsoft team"],
];

/** Ids that were copied into the wrong line: the portal shows several beside each other, and all look alike. */
export function identifiersOfOneKind(raw: unknown): Problem[] {
  const given = IDENTIFIERS.flatMap(([path, kind]) => {
    const id = valueAt(raw, path);
    return typeof id === "string" ? [{ path, kind, id }] : [];
  });
  return given.flatMap(({ path, kind, id }, index) => {
    const earlier = given
      .slice(0, index)
      .find((other) => other.kind !== kind && other.id.toLowerCase() === id.toLowerCase());
    return earlier === undefined
      ? []
      : [
          problem(
            path,
            id,
            `${kind}; the one given stands in ${earlier.path.join(".")} as ${earlier.kind}`,
            "copy both again from where docs/bootstrap.md says: each id stands under its own name there",
          ),
        ];
  });
}
