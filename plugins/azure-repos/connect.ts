import { AzureRepos } from "./azure-repos";
import type { Environment } from "./credentials";
import { authorization } from "./credentials";
import { ExtensionManagement } from "./extension-management";

/** Where the sandbox serves what stands in for Azure DevOps; only an address of this machine is taken. */
const STAND_IN = "AZURE_REPOS_STAND_IN";

/** The organization, as somebody who may change it. */
export interface Connection {
  readonly repos: AzureRepos;
  readonly extensions: ExtensionManagement;
}

/**
 * @param token - Personal access token of the stack. @default the environment says who signs in
 * @throws Error if nothing says who signs in
 */
export function connect(
  organizationUrl: string,
  token: string | undefined,
  environment: Environment,
): Connection {
  const signIn = authorization(token, environment);
  const serving = (url: string) => ({
    organizationUrl: standIn(url, environment),
    authorization: signIn,
  });
  return {
    repos: new AzureRepos(serving(organizationUrl)),
    extensions: new ExtensionManagement(serving(extensionManagementUrl(organizationUrl))),
  };
}

/** Extensions are managed at a host of their own. */
function extensionManagementUrl(organizationUrl: string): string {
  return organizationUrl.replace("https://dev.azure.com/", "https://extmgmt.dev.azure.com/");
}

/** Keeps the path, which names the organization. */
function standIn(organizationUrl: string, environment: Environment): string {
  const address = environment[STAND_IN];
  if (address === undefined) {
    return organizationUrl;
  }
  const { origin, protocol, hostname } = new URL(address);
  if (protocol !== "http:" || hostname !== "127.0.0.1") {
    throw new Error(`${STAND_IN} must be an address of this machine, such as http://127.0.0.1:8080`);
  }
  return `${origin}${new URL(organizationUrl).pathname}`;
}
