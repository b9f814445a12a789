import type { DeployCredential } from "../../components/events/deploy-credential";
import type { DeployTrigger } from "../../settings/schema/deploy-trigger";

/**
 * Credential of the function that starts deployments; the settings have been checked, so it is complete.
 * @throws Error if a key is missing all the same
 */
export function deployCredential({ signIn, tenantId, clientId, expires }: DeployTrigger): DeployCredential {
  switch (signIn) {
    case "federated":
      return {
        kind: signIn,
        tenantId: required("tenantId", tenantId),
        clientId: required("clientId", clientId),
      };
    case "clientSecret":
      return {
        kind: signIn,
        tenantId: required("tenantId", tenantId),
        clientId: required("clientId", clientId),
        expires: required("expires", expires),
      };
    case "personalAccessToken":
      return { kind: signIn, expires: required("expires", expires) };
  }
}

function required(key: string, value: string | undefined): string {
  if (value === undefined) {
    throw new Error(`azureDevOps.deployTrigger has no ${key}: add it, or choose another signIn`);
  }
  return value;
}
