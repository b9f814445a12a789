import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, bucketArn } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import { catalogArns, crawlerName } from "./data-catalog";
import { curateJobName } from "./curate-job";
import type { DataPrefix } from "./data-prefixes";
import { DATA_BUCKET, DATA_PREFIXES } from "./data-prefixes";

const WRITE_OBJECTS = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"];

/** ARNs of all objects below some prefixes of the data bucket. */
export function dataObjects(scope: Scope, ...prefixes: readonly DataPrefix[]): string[] {
  return prefixes.map((prefix) => `${bucketArn(scope, DATA_BUCKET)}/${DATA_PREFIXES[prefix]}*`);
}

/** Reads what models are trained on. Whoever reads needs the key too. */
export function readCuratedStatements(scope: Scope): Statement[] {
  return [
    { sid: "ReadCurated", actions: ["s3:GetObject"], resources: dataObjects(scope, "curated") },
    list(scope, "ListCurated", "curated"),
  ];
}

/** Data scientists: read what was checked, write what they make of it. */
export function dataScientistDataStatements(scope: Scope, keyArn: pulumi.Input<string>): Statement[] {
  const readable = ["raw", "curated", "schemas", "experiments"] as const;
  return [
    {
      sid: "ReadData",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: dataObjects(scope, ...readable),
    },
    { sid: "WriteExperiments", actions: WRITE_OBJECTS, resources: dataObjects(scope, "experiments") },
    list(scope, "ListData", ...readable),
    readCatalog(scope),
    { sid: "UseDataKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [keyArn] },
  ];
}

/** Lead data scientists: also decide what data looks like. */
export function leadDataScientistDataStatements(scope: Scope, keyArn: pulumi.Input<string>): Statement[] {
  return [
    ...dataScientistDataStatements(scope, keyArn),
    { sid: "WriteSchemas", actions: WRITE_OBJECTS, resources: dataObjects(scope, "schemas") },
  ];
}

/** ML engineers: see everything, refused files included, and start what makes curated data and its catalogue. */
export function mlEngineerDataStatements(scope: Scope, keyArn: pulumi.Input<string>): Statement[] {
  const bucket = bucketArn(scope, DATA_BUCKET);
  return [
    {
      sid: "ReadAllData",
      actions: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
      resources: [`${bucket}/*`],
    },
    { sid: "ListAllData", actions: ["s3:ListBucket", "s3:ListBucketVersions"], resources: [bucket] },
    readCatalog(scope),
    {
      sid: "RunCurate",
      actions: [
        "glue:BatchStopJobRun",
        "glue:GetJob",
        "glue:GetJobRun",
        "glue:GetJobRuns",
        "glue:StartJobRun",
      ],
      resources: [arn(scope, "glue", `job/${curateJobName(scope)}`)],
    },
    {
      sid: "RunCrawlers",
      actions: ["glue:GetCrawler", "glue:StartCrawler"],
      resources: [crawler(scope, "raw"), crawler(scope, "curated")],
    },
    { sid: "DecryptData", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [keyArn] },
  ];
}

function crawler(scope: Scope, prefix: "raw" | "curated"): string {
  return arn(scope, "glue", `crawler/${crawlerName(scope, prefix)}`);
}

function list(scope: Scope, sid: string, ...prefixes: readonly DataPrefix[]): Statement {
  return {
    sid,
    actions: ["s3:ListBucket"],
    resources: [bucketArn(scope, DATA_BUCKET)],
    conditions: { StringLike: { "s3:prefix": prefixes.map((prefix) => `${DATA_PREFIXES[prefix]}*`) } },
  };
}

function readCatalog(scope: Scope): Statement {
  return {
    sid: "ReadCatalog",
    actions: [
      "glue:BatchGetPartition",
      "glue:GetDatabase",
      "glue:GetDatabases",
      "glue:GetPartition",
      "glue:GetPartitionIndexes",
      "glue:GetPartitions",
      "glue:GetTable",
      "glue:GetTables",
    ],
    resources: catalogArns(scope),
  };
}
