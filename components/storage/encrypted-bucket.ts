import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { bucketArn, bucketName } from "../../settings/scope";
import type { Consumers } from "../identity/consumers";
import { onlyConsumers } from "../identity/consumers";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

export interface EncryptedBucketArgs {
  readonly scope: Scope;
  /** What the bucket holds; part of its name: `mlops-<team>-<plane>-<purpose>-<account>`. */
  readonly purpose: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that replaced or deleted versions are kept. @default 90 */
  readonly noncurrentVersionDays?: number;
  /** Roles of other accounts that may read objects. @default none */
  readonly consumers?: Consumers;
}

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
      { bucket: bucketName(scope, args.purpose), forceDestroy: !scope.protect },
      { parent: this, protect: scope.protect },
    );
    this.closeToThePublic(name, bucket);
    this.keepVersions(name, bucket, days);
    this.encrypt(name, bucket, args.kmsKeyArn);
    this.attachPolicy(name, bucket, args);
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private closeToThePublic(name: string, bucket: aws.s3.Bucket): void {
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

  private keepVersions(name: string, bucket: aws.s3.Bucket, noncurrentDays: number): void {
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
        ],
      },
      { parent: this, dependsOn: [versioning] },
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
        policy: policyDocument([onlyTls(here), ...(args.consumers ? readBy(args.consumers, here) : [])]),
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

function readBy(consumers: Consumers, bucket: string): ResourceStatement[] {
  const only = onlyConsumers(consumers);
  return [
    { sid: "ReadObjects", ...only, actions: ["s3:GetObject"], resources: [`${bucket}/*`] },
    { sid: "ListObjects", ...only, actions: ["s3:ListBucket"], resources: [bucket] },
  ];
}
