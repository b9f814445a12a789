import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { STSClient } from "@aws-sdk/client-sts";
import { createTokenSource, type TokenSource } from "./entra-token";
import type { Credential } from "./environment";
import { signedIdentity } from "./signed-identity";
import { createStoredSecret } from "./stored-secret";

/** The Authorization header of calls to Azure DevOps. */
export interface Authorization {
  readonly get: () => Promise<string>;
  /** Drops what is cached, for when Azure DevOps does not take it. */
  readonly drop: () => void;
}

export interface CredentialClients {
  readonly sts: STSClient;
  readonly secretsManager: SecretsManagerClient;
}

/** How the function signs in to Azure DevOps: by its role, by the client secret of an application, or by a person's token. */
export function createAuthorization(credential: Credential, clients: CredentialClients): Authorization {
  switch (credential.kind) {
    case "federated":
      return bearer(createTokenSource(signedIdentity(clients.sts), credential.entra));
    case "clientSecret": {
      const secret = createStoredSecret(clients.secretsManager, credential.secretArn);
      const proof = async (): Promise<Record<string, string>> => ({ client_secret: await secret.get() });
      const tokens = bearer(createTokenSource(proof, credential.entra));
      return {
        get: () =>
          tokens.get().catch((error: unknown) => {
            // Entra may have refused a client secret that has been replaced meanwhile.
            secret.drop();
            throw error;
          }),
        drop: () => {
          secret.drop();
          tokens.drop();
        },
      };
    }
    case "personalAccessToken": {
      const secret = createStoredSecret(clients.secretsManager, credential.secretArn);
      return {
        // HTTP Basic with any user name; Azure DevOps looks at the password alone.
        get: async () => `Basic ${Buffer.from(`:${await secret.get()}`).toString("base64")}`,
        drop: secret.drop,
      };
    }
  }
}

function bearer(tokens: TokenSource): Authorization {
  return { get: async () => `Bearer ${await tokens.get()}`, drop: tokens.drop };
}
