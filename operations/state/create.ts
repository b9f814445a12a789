import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
} from "@aws-sdk/client-kms";
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  waitUntilBucketExists,
} from "@aws-sdk/client-s3";

import { RefusedError } from "../../settings/command-refusal";
import type { StatePlace } from "../../settings/state-place";
import { backendUrl, secretsProvider, stateBucketArn, statePlace } from "../../settings/state-place";
import type { Clients } from "./policies";
import { bucketPolicy, callerAccount } from "./policies";
import type { StatementJson } from "./policy";
import { merge } from "./policy";

export interface CreateOptions {
  readonly clients: Clients;
  readonly bucket: string;
  readonly region: string;
  readonly print: (line: string) => void;
}

const EVERYTHING_BLOCKED = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/**
 * Makes the place for the state of all stacks: a key with rotation, and a bucket that keeps versions, encrypts with the key,
 * is never public and takes TLS only. What is there already stays, so it may run again.
 *
 * @throws RefusedError if the name is taken, or the bucket is in another Region or encrypted by a key that nobody can use.
 */
export async function create(options: CreateOptions): Promise<StatePlace> {
  const { clients, bucket, region, print } = options;
  const account = await callerAccount(clients);
  const owned = { Bucket: bucket, ExpectedBucketOwner: account };
  const exists = await bucketThere(options);
  const ofBucket = exists ? await keyOfBucket(clients, owned) : undefined;
  const key = ofBucket ?? (await keyByAlias(options)) ?? (await newKey(options));
  await usable(clients, key);
  print(`key ${key}`);
  await rotate(clients, key, print);
  if (!exists) {
    await newBucket(options);
  }
  print(`bucket ${bucket} in ${region}`);
  await keepVersions(clients, owned, print);
  await blockPublicAccess(clients, owned, print);
  if (ofBucket === undefined) {
    await encrypt(clients, owned, key);
    print("  encrypts with the key");
  }
  const place = statePlace(bucket, key);
  await requireTls(clients, { ...place, account }, print);
  return place;
}

/** What comes after it. */
export function nextSteps(place: StatePlace): string[] {
  return [
    "",
    `pulumi login "${backendUrl(place)}"`,
    `pulumi stack init <stack> --secrets-provider "${secretsProvider(place)}"`,
    "",
    "In the stack file of each team:",
    "  mlops:infrastructurePipeline:",
    `    stateBucket: ${place.bucket}`,
    `    stateKeyArn: ${place.kmsKeyArn}`,
  ];
}

interface Owned {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

type Print = CreateOptions["print"];

async function bucketThere({ clients, bucket, region }: CreateOptions): Promise<boolean> {
  try {
    const { BucketRegion = region } = await clients.s3.send(new HeadBucketCommand({ Bucket: bucket }));
    if (BucketRegion !== region) {
      throw new RefusedError(
        `bucket ${bucket} is in ${BucketRegion}: say --region ${BucketRegion}, or choose another name`,
      );
    }
    return true;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return false;
    if (status === 403) {
      throw new RefusedError(
        `bucket ${bucket} belongs to another account, or these credentials may not see it: choose another name`,
      );
    }
    throw error;
  }
}

/** Key that the bucket names; undefined if S3 encrypts with a key of its own. */
async function keyOfBucket({ s3, kms }: Clients, owned: Owned): Promise<string | undefined> {
  const rules = await found("ServerSideEncryptionConfigurationNotFoundError", async () => {
    const answer = await s3.send(new GetBucketEncryptionCommand(owned));
    return answer.ServerSideEncryptionConfiguration?.Rules;
  });
  const id = rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  if (id === undefined) return undefined;
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }));
  return KeyMetadata?.Arn;
}

async function keyByAlias({ clients: { kms }, bucket }: CreateOptions): Promise<string | undefined> {
  return found("NotFoundException", async () => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: aliasOf(bucket) }));
    return KeyMetadata?.Arn;
  });
}

async function newKey({ clients: { kms }, bucket, print }: CreateOptions): Promise<string> {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ Description: `Pulumi state in the bucket ${bucket}` }),
  );
  const arn = KeyMetadata?.Arn ?? "";
  await kms.send(new CreateAliasCommand({ AliasName: aliasOf(bucket), TargetKeyId: arn }));
  print(`created a key with the alias ${aliasOf(bucket)}`);
  return arn;
}

/** An alias takes no dots, and the name of a bucket no underscores. */
function aliasOf(bucket: string): string {
  return `alias/pulumi-state/${bucket.replaceAll(".", "_")}`;
}

async function usable({ kms }: Clients, key: string): Promise<void> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: key }));
  if (KeyMetadata?.KeyState !== "Enabled") {
    throw new RefusedError(`key ${key} is ${KeyMetadata?.KeyState ?? "in no known state"}: enable it first`);
  }
}

async function rotate({ kms }: Clients, key: string, print: Print): Promise<void> {
  const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId: key }));
  if (KeyRotationEnabled !== true) {
    await kms.send(new EnableKeyRotationCommand({ KeyId: key }));
    print("  rotates once a year");
  }
}

async function newBucket({ clients: { s3 }, bucket, region, print }: CreateOptions): Promise<void> {
  const elsewhere = region !== "us-east-1";
  await s3.send(
    new CreateBucketCommand({
      Bucket: bucket,
      // S3 refuses its oldest Region as a constraint: no constraint means it.
      ...(elsewhere
        ? { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } }
        : {}),
    }),
  );
  await waitUntilBucketExists({ client: s3, maxWaitTime: 60 }, { Bucket: bucket });
  print(`created the bucket`);
}

async function keepVersions({ s3 }: Clients, owned: Owned, print: Print): Promise<void> {
  const { Status } = await s3.send(new GetBucketVersioningCommand(owned));
  if (Status !== "Enabled") {
    await s3.send(
      new PutBucketVersioningCommand({ ...owned, VersioningConfiguration: { Status: "Enabled" } }),
    );
    print("  keeps versions");
  }
}

async function blockPublicAccess({ s3 }: Clients, owned: Owned, print: Print): Promise<void> {
  const block = await found("NoSuchPublicAccessBlockConfiguration", async () => {
    const answer = await s3.send(new GetPublicAccessBlockCommand(owned));
    return answer.PublicAccessBlockConfiguration;
  });
  const settings = Object.keys(EVERYTHING_BLOCKED) as (keyof typeof EVERYTHING_BLOCKED)[];
  if (settings.some((setting) => block?.[setting] !== true)) {
    await s3.send(
      new PutPublicAccessBlockCommand({ ...owned, PublicAccessBlockConfiguration: EVERYTHING_BLOCKED }),
    );
    print("  is never public");
  }
}

async function encrypt({ s3 }: Clients, owned: Owned, key: string): Promise<void> {
  await s3.send(
    new PutBucketEncryptionCommand({
      ...owned,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
}

async function requireTls(clients: Clients, place: StatePlace, print: Print): Promise<void> {
  const keeper = bucketPolicy(clients, place);
  const arn = stateBucketArn(place);
  const statement: StatementJson = {
    Sid: "OnlyTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const { policy, changes } = merge(await keeper.read(), ["OnlyTls"], [statement]);
  if (changes.some(({ kind }) => kind !== "same")) {
    await keeper.write(policy);
    print("  takes TLS only");
  }
}

/** What AWS answers; undefined where it says that there is none. */
async function found<T>(missing: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if ((error as Error).name === missing) return undefined;
    throw error;
  }
}
