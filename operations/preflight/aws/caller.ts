import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import { RefusedError } from "../../../settings/command-refusal";
import type { Partition } from "../../../settings/regions";
import type { Scope } from "../../../settings/scope";
import { globalArn } from "../../../settings/scope";
import type { AwsFailure } from "./read";
import { read } from "./read";

/** What every client of the SDK is made with. */
export interface ClientSettings {
  readonly region: string;
  /** @default those of the environment */
  readonly credentials?: Credentials;
  readonly endpoint?: string;
  readonly maxAttempts?: number;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Region of each partition that nobody has to opt into, and where services without a Region answer. */
export const HOME_REGIONS: Readonly<Record<Partition, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-northwest-1",
};

/** Longer than any run of the command, and the shortest that STS takes. */
const SESSION_SECONDS = 900;

/** Service Quotas and STS throttle whoever asks for several accounts at once. */
const MAX_ATTEMPTS = 8;

/** Whoever runs the command, with the credentials of the environment. */
export class Caller {
  private identity: Promise<string> | undefined;

  /** @param endpoint - Address of a stand-in for AWS. @default AWS */
  constructor(
    readonly partition: Partition,
    private readonly endpoint?: string,
  ) {}

  get homeRegion(): string {
    return HOME_REGIONS[this.partition];
  }

  /** @param credentials - Of a role. @default those of the environment */
  clientSettings(region: string, credentials?: Credentials): ClientSettings {
    return {
      region,
      maxAttempts: MAX_ATTEMPTS,
      ...(credentials === undefined ? {} : { credentials }),
      ...(this.endpoint === undefined ? {} : { endpoint: this.endpoint }),
    };
  }

  /** Account of the credentials. @throws RefusedError if AWS does not accept them */
  account(): Promise<string> {
    this.identity ??= this.readAccount();
    return this.identity;
  }

  /** @throws RefusedError if the credentials are of another account */
  async requireAccount(account: string, setting: string): Promise<void> {
    const mine = await this.account();
    if (mine !== account) {
      throw new RefusedError(
        `the credentials are of account ${mine}, but this stack acts with those of ${account} (${setting}): ` +
          `sign in to ${account}`,
      );
    }
  }

  /**
   * Takes a role of an account. AWS is asked in a Region that needs no opting in: its tokens are valid everywhere.
   *
   * @returns credentials, or why the role cannot be taken
   */
  async assume({ account, partition, team }: Scope, role: string): Promise<Credentials | string> {
    const roleArn = globalArn({ account, partition } as Scope, "iam", `role/${role}`);
    const sts = new STSClient(this.clientSettings(this.homeRegion));
    try {
      const { Credentials: given } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: `preflight-${team}`,
          DurationSeconds: SESSION_SECONDS,
        }),
      );
      return {
        accessKeyId: given?.AccessKeyId ?? "",
        secretAccessKey: given?.SecretAccessKey ?? "",
        sessionToken: given?.SessionToken ?? "",
      };
    } catch (error) {
      if ((error as AwsFailure).name.startsWith("AccessDenied")) {
        return (error as Error).message;
      }
      return await read("sts:AssumeRole", () => Promise.reject(error as Error));
    } finally {
      sts.destroy();
    }
  }

  private async readAccount(): Promise<string> {
    const sts = new STSClient(this.clientSettings(this.homeRegion));
    try {
      return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "";
    } catch (error) {
      const { name, message } = error as AwsFailure;
      throw new RefusedError(
        `AWS does not know who asks (${name}: ${message}): sign in with the AWS CLI, or set AWS_PROFILE or ` +
          "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      );
    } finally {
      sts.destroy();
    }
  }
}
