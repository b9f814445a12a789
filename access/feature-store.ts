/** Who may do what with the Feature Store of a team. Its names are fixed, so that policies can name it beforehand. */
import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../components/identity/policy";
import { featureGroupArn } from "../components/sagemaker/feature-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { BUCKETS } from "../settings/names";
import { viaService } from "../settings/partitions";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";

const READ_RECORDS = ["sagemaker:BatchGetRecord", "sagemaker:GetRecord"];

/** ARNs of the tables of offline stores, and of the one database that Feature Store keeps them in. */
function tables(scope: Scope): string[] {
  const database = "sagemaker_featurestore";
  return ["catalog", `database/${database}`, `table/${database}/*`].map((resource) =>
    arn(scope, "glue", resource),
  );
}

/** What Feature Store itself does with its role: keep the offline stores. */
export function offlineStoreStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.features);
  return [
    { sid: "SeeOwnerOfBucket", actions: ["s3:GetBucketAcl"], resources: [bucket] },
    // It gives each object to the owner of the bucket, even where access control lists are off.
    { sid: "WriteRecords", actions: ["s3:PutObject", "s3:PutObjectAcl"], resources: [`${bucket}/*`] },
    { sid: "ReadManifests", actions: ["s3:GetObject"], resources: [`${bucket}/*/metadata/*`] },
    { sid: "KeepTables", actions: ["glue:GetTable", "glue:UpdateTable"], resources: tables(scope) },
    { sid: "EncryptRecords", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
  ];
}

/**
 * For roles of this account that read features of the team: the latest records, the history and its tables. They need
 * `kms:Decrypt` on the plane's key besides.
 */
export function featureStoreReadStatements(scope: Scope): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.features);
  return [
    {
      sid: "ReadFeatures",
      actions: [...READ_RECORDS, "sagemaker:DescribeFeatureGroup", "sagemaker:DescribeFeatureMetadata"],
      resources: [featureGroupArn(scope, "*")],
    },
    { sid: "ReadFeatureHistory", actions: ["s3:GetObject"], resources: [`${bucket}/*`] },
    { sid: "ListFeatureHistory", actions: ["s3:ListBucket"], resources: [bucket] },
    {
      sid: "ReadFeatureTables",
      actions: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"],
      resources: tables(scope),
    },
  ];
}

/**
 * For roles of this account that compute features of the team: they add records, and take none away. They need
 * `kms:Decrypt` on the plane's key besides.
 */
export function featureStoreWriteStatements(scope: Scope): Statement[] {
  return [
    {
      sid: "WriteFeatures",
      actions: ["sagemaker:DescribeFeatureGroup", "sagemaker:PutRecord"],
      resources: [featureGroupArn(scope, "*")],
    },
  ];
}

/** For roles of other accounts, by way of the role featureReader of settings/names.ts: the latest records of some groups. */
export function onlineReadStatements(
  scope: Scope,
  groups: readonly string[],
  kmsKeyArn: pulumi.Input<string>,
): Statement[] {
  return [
    {
      sid: "ReadOnlineFeatures",
      actions: READ_RECORDS,
      resources: groups.map((group) => featureGroupArn(scope, group)),
    },
    {
      sid: "DecryptOnlineFeatures",
      actions: ["kms:Decrypt"],
      resources: [kmsKeyArn],
      conditions: { StringLike: { "kms:ViaService": viaService(scope.partition, "sagemaker") } },
    },
  ];
}
