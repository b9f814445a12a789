import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** One secret and its versions. */
export interface SecretStore {
  /** Labels by version id. */
  readonly stages: () => Promise<Readonly<Record<string, readonly string[]>>>;
  /** Value of the version that carries a label; undefined when there is none, or it has no value. */
  readonly read: (stage: "AWSCURRENT" | "AWSPENDING", versionId?: string) => Promise<string | undefined>;
  /** Keeps a value as the pending version, unless that version has one already. */
  readonly writePending: (versionId: string, value: string) => Promise<void>;
  /** Makes a version the current one. */
  readonly makeCurrent: (versionId: string, instead: string) => Promise<void>;
}

export function createSecretStore(client: SecretsManagerClient, SecretId: string): SecretStore {
  return {
    stages: async () => (await client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {},

    read: async (VersionStage, VersionId) => {
      const missing = unless("ResourceNotFoundException");
      const answer = await client
        .send(new GetSecretValueCommand({ SecretId, VersionStage, ...(VersionId ? { VersionId } : {}) }))
        .catch(missing);
      return answer?.SecretString;
    },

    writePending: async (ClientRequestToken, SecretString) => {
      await client
        .send(
          new PutSecretValueCommand({
            SecretId,
            ClientRequestToken,
            SecretString,
            VersionStages: ["AWSPENDING"],
          }),
        )
        .catch(unless("ResourceExistsException"));
    },

    makeCurrent: async (MoveToVersionId, RemoveFromVersionId) => {
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId,
          RemoveFromVersionId,
        }),
      );
    },
  };
}

/** Takes one kind of refusal as an answer. */
function unless(name: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  };
}
