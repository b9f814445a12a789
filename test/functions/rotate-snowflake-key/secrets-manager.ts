import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type {
  GetSecretValueCommandInput,
  PutSecretValueCommandInput,
  UpdateSecretVersionStageCommandInput,
} from "@aws-sdk/client-secrets-manager";
import type { AwsClientStub } from "aws-sdk-client-mock";
import { mockClient } from "aws-sdk-client-mock";

interface Version {
  value?: string;
  stages: string[];
}

export const SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mlops/fraud/snowflake-AbCdEf";

/** One secret in memory, with labels that move as those of Secrets Manager do. */
export class SecretInMemory {
  readonly versions = new Map<string, Version>();
  readonly client: AwsClientStub<SecretsManagerClient> = mockClient(SecretsManagerClient);

  constructor() {
    // The mock takes a plain value, or an error thrown, for no promise at all.
    const answering =
      <Input, Output>(answer: (input: Input) => Output) =>
      (input: Input): Promise<Output> =>
        new Promise((resolve) => {
          resolve(answer(input));
        });
    this.client.on(DescribeSecretCommand).callsFake(answering(() => this.describe()));
    this.client
      .on(GetSecretValueCommand)
      .callsFake(answering((input: GetSecretValueCommandInput) => this.get(input)));
    this.client.on(PutSecretValueCommand).callsFake(
      answering((input: PutSecretValueCommandInput) => {
        this.put(input);
      }),
    );
    this.client.on(UpdateSecretVersionStageCommand).callsFake(
      answering((input: UpdateSecretVersionStageCommandInput) => {
        this.move(input);
      }),
    );
  }

  private describe(): { VersionIdsToStages: Record<string, string[]> } {
    const entries = [...this.versions].map(([id, { stages }]): [string, string[]] => [id, [...stages]]);
    return { VersionIdsToStages: Object.fromEntries(entries) };
  }

  /** Id of the version with a label. */
  idOf(stage: string): string | undefined {
    return [...this.versions].find(([, { stages }]) => stages.includes(stage))?.[0];
  }

  /** What Secrets Manager does before it asks for the first step: a pending version without a value. */
  beginRotation(id: string): void {
    this.versions.set(id, { stages: ["AWSPENDING"] });
  }

  private get({ VersionId, VersionStage }: GetSecretValueCommandInput): { SecretString: string } {
    const id = VersionId ?? this.idOf(VersionStage ?? "AWSCURRENT") ?? "";
    const version = this.versions.get(id);
    if (version?.value === undefined || (VersionStage && !version.stages.includes(VersionStage))) {
      throw refusal("ResourceNotFoundException");
    }
    return { SecretString: version.value };
  }

  private put({
    ClientRequestToken = "",
    SecretString = "",
    VersionStages,
  }: PutSecretValueCommandInput): void {
    const existing = this.versions.get(ClientRequestToken);
    if (existing?.value !== undefined && existing.value !== SecretString) {
      throw refusal("ResourceExistsException");
    }
    this.versions.set(ClientRequestToken, { value: SecretString, stages: VersionStages ?? ["AWSCURRENT"] });
  }

  private move(input: UpdateSecretVersionStageCommandInput): void {
    const { MoveToVersionId = "", RemoveFromVersionId = "", VersionStage = "" } = input;
    const from = this.versions.get(RemoveFromVersionId);
    if (from?.stages.includes(VersionStage) !== true) {
      throw refusal("InvalidParameterException");
    }
    for (const version of this.versions.values()) {
      version.stages = version.stages.filter((stage) => stage !== "AWSPREVIOUS");
    }
    from.stages = [...from.stages.filter((stage) => stage !== VersionStage), "AWSPREVIOUS"];
    this.versions.get(MoveToVersionId)?.stages.push(VersionStage);
  }
}

function refusal(name: string): Error {
  return Object.assign(new Error(name), { name });
}
