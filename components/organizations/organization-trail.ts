import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { BUCKETS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, physicalName } from "../../settings/scope";
import type { ResourceStatement } from "../identity/policy";
import type { ObjectLock } from "../storage/encrypted-bucket";
import { EncryptedBucket } from "../storage/encrypted-bucket";
import { EncryptionKey } from "../storage/encryption-key";

export interface OrganizationTrailArgs {
  /** The management account. */
  readonly scope: Scope;
  readonly organizationId: pulumi.Input<string>;
  /** How long, and how firmly, logs cannot be deleted. */
  readonly lock: ObjectLock;
}

/**
 * Record of who did what in every account and Region of the organization. Management events only: the first copy of
 * them is free, and data events are charged by their number.
 */
export class OrganizationTrail extends pulumi.ComponentResource {
  public readonly trailArn: pulumi.Output<string>;
  public readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: OrganizationTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:organizations:OrganizationTrail", name, {}, opts);
    const key = this.createKey(name, args.scope);
    const bucket = this.createBucket(name, args, key);
    const trail = new aws.cloudtrail.Trail(
      name,
      {
        name: trailName(args.scope),
        s3BucketName: bucket.bucketName,
        kmsKeyId: key.kmsKeyArn,
        isOrganizationTrail: true,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
      },
      // CloudTrail tries the bucket's policy when the trail is made.
      { parent: this, protect: true, dependsOn: [bucket] },
    );
    this.trailArn = trail.arn;
    this.bucketName = bucket.bucketName;
    this.registerOutputs({ trailArn: this.trailArn, bucketName: this.bucketName });
  }

  private createKey(name: string, scope: Scope): EncryptionKey {
    return new EncryptionKey(
      `${name}-key`,
      {
        scope,
        description: "Audit trail of the organization",
        statements: [
          {
            // Decrypt is for the bucket's own key, which S3 derives from this one.
            sid: "OrganizationTrail",
            ...onlyTrail(scope),
            actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
            resources: ["*"],
          },
        ],
      },
      { parent: this },
    );
  }

  private createBucket(name: string, args: OrganizationTrailArgs, key: EncryptionKey): EncryptedBucket {
    const { scope, organizationId } = args;
    return new EncryptedBucket(
      `${name}-logs`,
      {
        scope,
        purpose: BUCKETS.trail,
        kmsKeyArn: key.kmsKeyArn,
        objectLock: args.lock,
        statements: deliveryStatements(scope, organizationId),
      },
      { parent: this },
    );
  }
}

/** What CloudTrail needs to deliver: it looks at the bucket first, then writes below the ids of account and organization. */
function deliveryStatements(scope: Scope, organizationId: pulumi.Input<string>): ResourceStatement[] {
  const bucket = bucketArn(scope, BUCKETS.trail);
  const { principal, conditions } = onlyTrail(scope);
  return [
    {
      sid: "TrailLooksAtBucket",
      principal,
      actions: ["s3:GetBucketAcl"],
      resources: [bucket],
      conditions,
    },
    {
      sid: "TrailWritesLogs",
      principal,
      actions: ["s3:PutObject"],
      resources: [
        `${bucket}/AWSLogs/${scope.account}/*`,
        pulumi.interpolate`${bucket}/AWSLogs/${organizationId}/*`,
      ],
      conditions: {
        StringEquals: { ...conditions.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}

/** The service, acting for this trail. */
function onlyTrail(scope: Scope) {
  return {
    principal: { Service: "cloudtrail.amazonaws.com" },
    conditions: { StringEquals: { "aws:SourceArn": arn(scope, "cloudtrail", `trail/${trailName(scope)}`) } },
  };
}

function trailName(scope: Scope): string {
  return physicalName(scope, BUCKETS.trail, 128);
}
