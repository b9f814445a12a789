import assert from "node:assert/strict";

import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Context } from "aws-lambda";

import { createHandler } from "../../../functions/rotate-snowflake-key/create-handler";
import { encodePrivateKey, newKeyPair } from "../../../functions/rotate-snowflake-key/key-pair";
import type { KeyPair } from "../../../functions/rotate-snowflake-key/key-pair";
import { withLog } from "../log";
import { SECRET_ARN, SecretInMemory } from "./secrets-manager";
import { startSnowflake } from "./snowflake-server";
import type { SnowflakeServer } from "./snowflake-server";

export const FIRST = "00000000-0000-4000-8000-000000000001";
export const SECOND = "00000000-0000-4000-8000-000000000002";

/** The whole function, with Secrets Manager in memory and Snowflake on local HTTP. */
export interface Rotation {
  readonly snowflake: SnowflakeServer;
  readonly secret: SecretInMemory;
  readonly firstKey: KeyPair;
  /** Runs one step and gives what it wrote to the log. Fails when that holds a private key, whatever the test is about. */
  readonly step: (step: string, version?: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** A user whose first key is registered and kept in the secret, as an engineer leaves it. */
export async function startRotation(): Promise<Rotation> {
  const firstKey = await newKeyPair();
  const snowflake = await startSnowflake({ RSA_PUBLIC_KEY: firstKey.publicKey });
  const secret = new SecretInMemory();
  secret.versions.set(FIRST, {
    value: secretValue(encodePrivateKey(firstKey)),
    stages: ["AWSCURRENT"],
  });
  secret.beginRotation(SECOND);
  const settings = {
    account: "contoso-analytics",
    user: "mlops_fraud",
    role: "fraud_reader",
    url: snowflake.url,
  };
  const handler = createHandler(
    settings,
    new SecretsManagerClient({ region: "eu-west-1" }),
    new Logger({ serviceName: "rotate-snowflake-key" }),
  );
  const context = { functionName: "rotate-snowflake-key", awsRequestId: "request" } as Context;
  return {
    snowflake,
    secret,
    firstKey,
    step: async (Step, ClientRequestToken = SECOND) => {
      const event = { Step, SecretId: SECRET_ARN, ClientRequestToken };
      const { lines, log } = await withLog(() => handler(event, context));
      for (const { value = "{}" } of secret.versions.values()) {
        const { pem_private_key: key = "none" } = parsed(value);
        assert.equal(log.includes(key), false, "the log holds a private key");
      }
      return lines.map(({ message }) => message);
    },
    close: async () => {
      secret.client.restore();
      await snowflake.close();
    },
  };
}

export function secretValue(pem_private_key: string, sfUser = "MLOPS_FRAUD"): string {
  return JSON.stringify({ sfUser, pem_private_key });
}

function parsed(text: string): { pem_private_key?: string } {
  try {
    return JSON.parse(text) as { pem_private_key?: string };
  } catch {
    return {};
  }
}
