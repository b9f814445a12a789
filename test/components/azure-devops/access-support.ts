import { invoke } from "../../../simulator/clouds";
import type { MockedCloud } from "../../support/mocks";
import { PROJECT_ID } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

/** Descriptor of a group that Azure DevOps itself made for the project. */
export function groupId(name: string): unknown {
  const place = { account: "contoso-ml", region: "", partition: "aws" } as const;
  return invoke(AZURE_DEVOPS.getGroup, { projectId: PROJECT_ID, name }, place).descriptor;
}

/** Inputs of all permissions on repositories, by name. */
export function gitPermissions(cloud: MockedCloud): Record<string, unknown> {
  return Object.fromEntries(
    cloud.byType(AZURE_DEVOPS.GitPermissions).map(({ name, inputs }) => [name, inputs]),
  );
}
