import { invoke } from "../../../simulator/clouds";
import type { MockedCloud } from "../../support/mocks";
import { PROJECT_ID } from "./support";
import { AZURE_DEVOPS } from "../../support/types";

/** Descriptor of a group that Azure DevOps itself made for the project. */
export function groupId(name: string): unknown {
  const place = { account: "contoso-ml", region: "", partition: "aws" } as const;
  return invoke(AZURE_DEVOPS.getGroup, { projectId: PROJECT_ID, name }, place).descriptor;
}

/** Inputs of all permissions on repositories, by name, without what is not set. */
export function gitPermissions(cloud: MockedCloud): Record<string, unknown> {
  return Object.fromEntries(
    cloud.byType(AZURE_DEVOPS.GitPermissions).map(({ name, inputs }) => [name, setOnly(inputs)]),
  );
}

/** Inputs of permissions without what is not set. */
export function setOnly(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const set = Object.entries(inputs.permissions as Record<string, string>).filter(
    ([, value]) => value !== "NotSet",
  );
  return { ...inputs, permissions: Object.fromEntries(set) };
}
