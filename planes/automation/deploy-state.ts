import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Stage } from "../../settings/planes";
import type { Consumers } from "../../components/identity/consumers";
import { onlyConsumers } from "../../components/identity/consumers";
import type { ResourceStatement } from "../../components/identity/policy";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { EncryptionKey } from "../../components/storage/encryption-key";
import { BUCKETS, DEPLOY_STATE_PREFIXES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn } from "../../settings/scope";
import { DESCRIBE, LIST, ownDeployState, READ_AND_WRITE, WRITTEN_ONCE } from "../../access/deploy-state";
import { STATE_DESCRIPTION } from "../../access/pulumi-state";

/** Roles of other accounts that keep their state here: those of the Model Deploy pipeline. */
export interface DeployStateWriters {
  readonly organizationId: string;
  readonly roleArns: Readonly<Record<Stage, string>>;
}

export interface DeployStateArgs {
  readonly scope: Scope;
  /** @default the roles are in this account, and their own policies are enough */
  readonly writers?: DeployStateWriters;
}

/**
 * Where the deploy program keeps its state, and the key of the secrets in it. Staging and production share the bucket;
 * neither can read or change what belongs to the other.
 */
export class DeployState extends pulumi.ComponentResource {
  public readonly bucketName: pulumi.Output<string>;
  public readonly kmsKeyArn: pulumi.Output<string>;

  constructor(name: string, { scope, writers }: DeployStateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:DeployState", name, {}, opts);
    this.kmsKeyArn = new EncryptionKey(
      `${name}-key`,
      {
        scope,
        purpose: BUCKETS.deployState,
        description: "State of the deploy program, and the secrets in it",
        ...(writers ? { users: everyWriter(writers) } : {}),
      },
      { parent: this },
    ).kmsKeyArn;
    this.bucketName = new EncryptedBucket(
      `${name}-bucket`,
      {
        scope,
        purpose: BUCKETS.deployState,
        kmsKeyArn: this.kmsKeyArn,
        ...(writers ? { statements: writerStatements(scope, writers) } : {}),
      },
      { parent: this },
    ).bucketName;
    this.describeBackend(name);
    this.registerOutputs({ bucketName: this.bucketName, kmsKeyArn: this.kmsKeyArn });
  }

  /** Otherwise the first deployment would write it, and so would have to be allowed what concerns the other stage. */
  private describeBackend(name: string): void {
    new aws.s3.BucketObjectv2(
      `${name}-description`,
      {
        bucket: this.bucketName,
        key: STATE_DESCRIPTION,
        content: "version: 1\n",
        contentType: "application/yaml",
        // It holds no state, and whoever makes the landing zone may not use the key.
        serverSideEncryption: "AES256",
      },
      { parent: this },
    );
  }
}

function everyWriter({ organizationId, roleArns }: DeployStateWriters): Consumers {
  return { organizationId, roleArns: [roleArns.staging, roleArns.production] };
}

function writerStatements(scope: Scope, writers: DeployStateWriters): ResourceStatement[] {
  const bucket = bucketArn(scope, BUCKETS.deployState);
  const own = (
    stage: Stage,
  ): Pick<ResourceStatement, "principal" | "conditions" | "actions" | "resources"> => ({
    ...onlyConsumers({ organizationId: writers.organizationId, roleArns: [writers.roleArns[stage]] }),
    actions: READ_AND_WRITE,
    resources: ownDeployState(scope, stage),
  });
  const all = onlyConsumers(everyWriter(writers));
  return [
    { sid: "ListState", ...all, actions: LIST, resources: [bucket] },
    { sid: "ReadDescription", ...all, actions: DESCRIBE, resources: [`${bucket}/${STATE_DESCRIPTION}`] },
    {
      sid: "ReadPolicyPack",
      ...all,
      actions: DESCRIBE,
      resources: [`${bucket}/${DEPLOY_STATE_PREFIXES.policyPack}*`],
    },
    ...claimsOfStaging(bucket, writers),
    { sid: "StateOfStaging", ...own("staging") },
    { sid: "StateOfProduction", ...own("production") },
  ];
}

/** Staging's role begins every run, and so decides which run acts for a version. */
function claimsOfStaging(
  bucket: string,
  { organizationId, roleArns }: DeployStateWriters,
): ResourceStatement[] {
  const { principal, conditions = {} } = onlyConsumers({ organizationId, roleArns: [roleArns.staging] });
  const resources = [`${bucket}/${DEPLOY_STATE_PREFIXES.claims}*`];
  return [
    {
      sid: "ClaimVersions",
      principal,
      actions: ["s3:PutObject"],
      resources,
      conditions: { ...conditions, ...WRITTEN_ONCE },
    },
    { sid: "SeeClaims", principal, actions: ["s3:GetObject"], resources, conditions },
  ];
}
