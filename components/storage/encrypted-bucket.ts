import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { bucketArn, bucketName } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { Conditions, ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/** Lifecycle of the current versions of objects below a prefix; the bucket's own rule is for old versions. */
export interface PrefixLifecycle {
  /** Such as `landing/`; without the slash it is the rule's id. */
  readonly prefix: string;
  /** Days after which objects are deleted. @default never */
  readonly expirationDays?: number;
  /** Days after which objects move to Intelligent-Tiering, which costs less where nobody reads. @default never */
  readonly tieringDays?: number;
}

/** For how long objects cannot be deleted or replaced, counted from their creation. */
export interface ObjectLock {
  /** GOVERNANCE: whoever has a special permission can lift it. COMPLIANCE: nobody can, not even the root user. */
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  readonly days: number;
}

export interface EncryptedBucketArgs {
  readonly scope: Scope;
  /** What the bucket holds; part of its name: `mlops-<team>-<plane>-<purpose>-<account>`. */
  readonly purpose: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that replaced or deleted versions are kept. @default 90 */
  readonly noncurrentVersionDays?: number;
  /** Roles of other accounts that may read objects. @default none */
  readonly consumers?: Consumers;
  /** The prefixes that consumers may read and list. @default the whole bucket */
  readonly consumersPrefixes?: readonly string[];
  /** @default none */
  readonly lifecycle?: readonly PrefixLifecycle[];
  /** Whether the bucket sends its object events to EventBridge. @default false */
  readonly eventBridge?: boolean;
  /** A bucket has it from its creation on, or never: a change replaces the bucket. @default none */
  readonly objectLock?: ObjectLock;
  /** What else the bucket's policy says. @default nothing */
  readonly statements?: readonly ResourceStatement[];
}

/**
 * Inputs of a bucket for which it has resources of their own. A refresh may write what those made into the bucket itself,
 * and an update would then take it away (pulumi-aws#6244).
 */
const MADE_BY_OTHERS = [
  "lifecycleRules",
  "objectLockConfiguration",
  "policy",
  "serverSideEncryptionConfiguration",
  "versioning",
] as const;

/** Private, versioned bucket that takes only TLS and encrypts with a customer-managed key. */
export class EncryptedBucket extends pulumi.ComponentResource {
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:storage:EncryptedBucket", name, {}, opts);
    const { scope } = args;
    const days = args.noncurrentVersionDays ?? 90;
    if (!Number.isInteger(days) || days < 1) {
      throw new Error(
        `noncurrentVersionDays of bucket ${name} is ${days}: give a whole number of days, at least 1`,
      );
    }
    const bucket = new aws.s3.Bucket(
      name,
      {
        bucket: bucketName(scope, args.purpose),
        forceDestroy: !scope.protect,
        ...(args.objectLock ? { objectLockEnabled: true } : {}),
      },
      { parent: this, protect: scope.protect, ignoreChanges: [...MADE_BY_OTHERS] },
    );
    this.blockPublicAccess(name, bucket);
    this.keepVersions(name, bucket, days, args.lifecycle ?? []);
    if (args.objectLock) {
      this.lock(name, bucket, args.objectLock);
    }
    this.encrypt(name, bucket, args.kmsKeyArn);
    this.attachPolicy(name, bucket, args);
    if (args.eventBridge === true) {
      new aws.s3.BucketNotification(
        `${name}-events`,
        { bucket: bucket.id, eventbridge: true },
        { parent: this },
      );
    }
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private blockPublicAccess(name: string, bucket: aws.s3.Bucket): void {
    new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
  }

  private keepVersions(
    name: string,
    bucket: aws.s3.Bucket,
    noncurrentDays: number,
    lifecycle: readonly PrefixLifecycle[],
  ): void {
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          ...lifecycle.map(lifecycleRule),
        ],
      },
      { parent: this, dependsOn: [versioning] },
    );
  }

  private lock(name: string, bucket: aws.s3.Bucket, { mode, days }: ObjectLock): void {
    new aws.s3.BucketObjectLockConfiguration(
      `${name}-lock`,
      { bucket: bucket.id, rule: { defaultRetention: { mode, days } } },
      { parent: this },
    );
  }

  private encrypt(name: string, bucket: aws.s3.Bucket, kmsKeyArn: pulumi.Input<string>): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.id,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
      { parent: this },
    );
  }

  private attachPolicy(name: string, bucket: aws.s3.Bucket, args: EncryptedBucketArgs): void {
    const here = bucketArn(args.scope, args.purpose);
    new aws.s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucket.id,
        policy: policyDocument([
          onlyTls(here),
          ...(args.consumers ? readBy(args.consumers, here, args.consumersPrefixes) : []),
          ...(args.statements ?? []),
        ]),
      },
      { parent: this },
    );
  }
}

function onlyTls(bucket: string): ResourceStatement {
  return {
    sid: "OnlyTls",
    effect: "Deny",
    principal: "*",
    actions: ["s3:*"],
    resources: [bucket, `${bucket}/*`],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}

function lifecycleRule({
  prefix,
  expirationDays,
  tieringDays,
}: PrefixLifecycle): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: prefix.replace(/\/$/, ""),
    status: "Enabled",
    filter: { prefix },
    ...(expirationDays === undefined ? {} : { expiration: { days: expirationDays } }),
    ...(tieringDays === undefined
      ? {}
      : { transitions: [{ days: tieringDays, storageClass: "INTELLIGENT_TIERING" }] }),
  };
}

function readBy(
  consumers: Consumers,
  bucket: string,
  prefixes: readonly string[] | undefined,
): ResourceStatement[] {
  const only = onlyConsumers(consumers);
  const below = prefixes?.map((prefix) => `${prefix}*`);
  const listed: Conditions = below === undefined ? {} : { StringLike: { "s3:prefix": below } };
  return [
    {
      sid: "ReadObjects",
      ...only,
      actions: ["s3:GetObject"],
      resources: (below ?? ["*"]).map((keys) => `${bucket}/${keys}`),
    },
    {
      sid: "ListObjects",
      ...only,
      conditions: { ...only.conditions, ...listed },
      actions: ["s3:ListBucket"],
      resources: [bucket],
    },
  ];
}
