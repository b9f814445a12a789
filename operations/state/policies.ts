import { GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import type { StatePlace } from "../../settings/state-place";
import type { PolicyJson } from "./policy";
import { EMPTY, policyText, readPolicy } from "./policy";

/** The clients of one Region, with the credentials of the environment. */
export interface Clients {
  readonly s3: S3Client;
  readonly kms: KMSClient;
  readonly sts: STSClient;
}

export function clientsOf(region: string): Clients {
  return {
    // A bucket of another Region is found, so that it can be refused by name.
    s3: new S3Client({ region, followRegionRedirects: true }),
    kms: new KMSClient({ region }),
    sts: new STSClient({ region }),
  };
}

/** Account that the credentials belong to. */
export async function callerAccount({ sts }: Clients): Promise<string> {
  const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  return Account;
}

/** A policy where it is kept. */
export interface Keeper {
  /** As a person calls it. */
  readonly name: string;
  /** Longest text that AWS takes, in bytes. */
  readonly limit: number;
  read(): Promise<PolicyJson>;
  write(policy: PolicyJson): Promise<void>;
}

export function bucketPolicy(
  { s3 }: Clients,
  { bucket, account }: Pick<StatePlace, "bucket" | "account">,
): Keeper {
  const where = { Bucket: bucket, ExpectedBucketOwner: account };
  return {
    name: `policy of bucket ${bucket}`,
    limit: 20_480,
    read: async () => {
      try {
        const { Policy } = await s3.send(new GetBucketPolicyCommand(where));
        return Policy === undefined ? EMPTY : readPolicy(Policy);
      } catch (error) {
        if ((error as Error).name === "NoSuchBucketPolicy") return EMPTY;
        throw error;
      }
    },
    write: async (policy) => {
      await s3.send(new PutBucketPolicyCommand({ ...where, Policy: policyText(policy) }));
    },
  };
}

export function keyPolicy({ kms }: Clients, { kmsKeyArn }: Pick<StatePlace, "kmsKeyArn">): Keeper {
  const which = { KeyId: kmsKeyArn, PolicyName: "default" };
  return {
    name: `policy of key ${kmsKeyArn}`,
    limit: 32_768,
    read: async () => {
      const { Policy } = await kms.send(new GetKeyPolicyCommand(which));
      return Policy === undefined ? EMPTY : readPolicy(Policy);
    },
    write: async (policy) => {
      await kms.send(new PutKeyPolicyCommand({ ...which, Policy: policyText(policy) }));
    },
  };
}
