import type { Problem } from "./problems";
import { problem, valueAt } from "./problems";

/** Configuration key of the token with which DataSync reads the Azure container. */
export const SAS_TOKEN_KEY = "azureDataLakeSasToken";

const AZURE = ["dataSources", "azureDataLake"];

/** What each way of copying from Azure needs, as said by name: key, what is allowed, what to do. */
const NEEDS: Readonly<Record<string, readonly (readonly [key: string, allowed: string, fix: string])[]>> = {
  glue: [
    ["tenantId", "a GUID, since via is glue", "add the Entra tenant of the application that reads"],
    [
      "clientId",
      "a GUID, since via is glue",
      "add the application (client) id of the application that reads",
    ],
  ],
  dataSync: [
    [
      "agentArns",
      "1 to 4 ARNs of DataSync agents, since via is dataSync",
      "activate an agent and add its ARN, or say via: glue",
    ],
  ],
};

/**
 * What the data sources still need: each way of copying from Azure needs other keys.
 *
 * @param secrets - Configuration keys that hold secrets and are given; their values are not looked at.
 */
export function dataSourcesComplete(raw: unknown, secrets: readonly string[]): Problem[] {
  const via = valueAt(raw, [...AZURE, "via"]);
  const needs = typeof via === "string" && Object.hasOwn(NEEDS, via) ? (NEEDS[via] ?? []) : [];
  const missing = needs
    .filter(([key]) => valueAt(raw, [...AZURE, key]) === undefined)
    .map(([key, allowed, fix]) => problem([...AZURE, key], undefined, allowed, fix));
  return via === "dataSync" && !secrets.includes(SAS_TOKEN_KEY) ? [...missing, tokenMissing()] : missing;
}

function tokenMissing(): Problem {
  return problem(
    [SAS_TOKEN_KEY],
    undefined,
    "a SAS token of the container, since dataSources.azureDataLake.via is dataSync",
    `set it: pulumi config set --secret mlops:${SAS_TOKEN_KEY}`,
  );
}
