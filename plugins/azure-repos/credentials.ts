import { readFileSync } from "node:fs";

import type { TokenCredential } from "@azure/core-auth";
import {
  AzureCliCredential,
  AzurePipelinesCredential,
  ChainedTokenCredential,
  ClientAssertionCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
} from "@azure/identity";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Gives the value of an `Authorization` header. */
export type Authorization = () => Promise<string>;

/** Azure DevOps as an application of Entra, the same everywhere. */
const SCOPE = "499b84ac-1321-427f-aa17-267ca6975798/.default";

/**
 * Signs in as the azuredevops provider does: by the personal access token, or as the Entra identity that the same
 * environment variables name.
 *
 * @param token - Personal access token of the stack. @default environment variable `AZDO_PERSONAL_ACCESS_TOKEN`
 * @throws Error if nothing says who signs in, or only a client certificate, which is PKCS#12 and so unreadable here
 */
export function authorization(token: string | undefined, environment: Environment): Authorization {
  const personal = nonEmpty(token) ?? nonEmpty(environment.AZDO_PERSONAL_ACCESS_TOKEN);
  if (personal !== undefined) {
    const header = `Basic ${Buffer.from(`:${personal}`).toString("base64")}`;
    return () => Promise.resolve(header);
  }
  const credential = new ChainedTokenCredential(...entraCredentials(environment));
  return async () => `Bearer ${(await credential.getToken(SCOPE)).token}`;
}

/** In the provider's order: each is asked until one has what it needs. */
export function entraCredentials(environment: Environment): TokenCredential[] {
  const has = (name: string): boolean => nonEmpty(environment[name]) !== undefined;
  const credentials = [
    ...secretCredentials(environment),
    ...(isOn(environment.ARM_USE_OIDC) ? oidcCredentials(environment) : []),
    ...(isOn(environment.ARM_USE_MSI) ? [managedIdentity(environment)] : []),
    ...(isOn(environment.ARM_USE_CLI ?? "true") ? [new AzureCliCredential(tenant(environment))] : []),
  ];
  const certificate = has("ARM_CLIENT_CERTIFICATE") || has("ARM_CLIENT_CERTIFICATE_PATH");
  if (
    credentials.length === 0 ||
    (certificate && !credentials.some((one) => !(one instanceof AzureCliCredential)))
  ) {
    throw new Error(
      "no credentials for Azure DevOps that can seed repositories: set mlops:azureDevOpsToken, " +
        "AZDO_PERSONAL_ACCESS_TOKEN, or the ARM_* variables of an Entra identity with a client secret, OIDC or a managed " +
        "identity; a client certificate does not do",
    );
  }
  return credentials;
}

function secretCredentials(environment: Environment): TokenCredential[] {
  const secret =
    nonEmpty(environment.ARM_CLIENT_SECRET) ??
    contentOf(environment.ARM_CLIENT_SECRET_PATH ?? environment.ARM_CLIENT_SECRET_FILE_PATH);
  const application = applicationOf(environment);
  return secret === undefined || application === undefined
    ? []
    : [new ClientSecretCredential(application.tenantId, application.clientId, secret)];
}

/** A token that was asked for beforehand, one in a file that may be renewed, or one of the running Azure pipeline. */
function oidcCredentials(environment: Environment): TokenCredential[] {
  const application = applicationOf(environment);
  if (application === undefined) {
    return [];
  }
  const { tenantId, clientId } = application;
  const token = nonEmpty(environment.ARM_OIDC_TOKEN);
  const file = nonEmpty(environment.ARM_OIDC_TOKEN_FILE_PATH ?? environment.AZURE_FEDERATED_TOKEN_FILE);
  const connection = nonEmpty(
    environment.ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID ??
      environment.ARM_OIDC_AZURE_SERVICE_CONNECTION_ID ??
      environment.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID,
  );
  const requestToken = nonEmpty(environment.ARM_OIDC_REQUEST_TOKEN ?? environment.SYSTEM_ACCESSTOKEN);
  return [
    ...(token === undefined ? [] : [assertion(application, () => token)]),
    ...(file === undefined ? [] : [assertion(application, () => contentOf(file) ?? "")]),
    ...(connection === undefined || requestToken === undefined
      ? []
      : [new AzurePipelinesCredential(tenantId, clientId, connection, requestToken)]),
  ];
}

function assertion({ tenantId, clientId }: Application, read: () => string): TokenCredential {
  return new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve(read()));
}

function managedIdentity(environment: Environment): TokenCredential {
  const clientId = clientIdOf(environment);
  return clientId === undefined
    ? new ManagedIdentityCredential()
    : new ManagedIdentityCredential({ clientId });
}

interface Application {
  readonly tenantId: string;
  readonly clientId: string;
}

function applicationOf(environment: Environment): Application | undefined {
  const { tenantId } = tenant(environment);
  const clientId = clientIdOf(environment);
  return tenantId === undefined || clientId === undefined ? undefined : { tenantId, clientId };
}

function clientIdOf(environment: Environment): string | undefined {
  return (
    nonEmpty(environment.ARM_CLIENT_ID ?? environment.AZURE_CLIENT_ID) ??
    contentOf(environment.ARM_CLIENT_ID_FILE_PATH)
  );
}

function tenant(environment: Environment): { readonly tenantId?: string } {
  const tenantId = nonEmpty(environment.ARM_TENANT_ID);
  return tenantId === undefined ? {} : { tenantId };
}

function isOn(value: string | undefined): boolean {
  return ["1", "t", "true"].includes((value ?? "").toLowerCase());
}

function contentOf(file: string | undefined): string | undefined {
  return file === undefined || file === "" ? undefined : nonEmpty(readFileSync(file, "utf8").trim());
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
