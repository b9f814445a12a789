import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { FinalError } from "./errors";

/** The text that a person has put into a secret. */
export interface StoredSecret {
  readonly get: () => Promise<string>;
  /** Forgets the text, for when it is no longer taken: a new one may have been put in. */
  readonly drop: () => void;
}

export function createStoredSecret(client: SecretsManagerClient, secretArn: string): StoredSecret {
  let cached: string | undefined;
  return {
    get: async () => {
      cached ??= await read(client, secretArn);
      return cached;
    },
    drop: () => {
      cached = undefined;
    },
  };
}

async function read(client: SecretsManagerClient, secretArn: string): Promise<string> {
  const text = (await valueOf(client, secretArn))?.trim() ?? "";
  // A wrong value must not come back in a message or a header: a token of either kind is one word of printable ASCII.
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new FinalError(
      "credential-missing",
      `secret ${secretArn} holds no credential: put in the bare text of the token or client secret`,
    );
  }
  return text;
}

async function valueOf(client: SecretsManagerClient, SecretId: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
  } catch (error) {
    // Secrets Manager answers this for a secret that has no value yet.
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
