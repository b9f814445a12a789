import type * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES, JOBS } from "../settings/names";
import type { DataPrefix } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn, physicalName } from "../settings/scope";
import type { Statement } from "../components/identity/policy";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { catalogArns, crawlerName } from "../components/data/data-catalog";
import { curateJobName } from "../components/data/curate-job";

/** Jobs that import data from sources; a landing zone has some of them or none. */
const SOURCE_JOBS = [JOBS.azureDataLakeCopy, JOBS.snowflakeImport];

/** How IAM names the person of a session; where a session has no such name, nothing matches. */
const OWN_NAMES = { studio: "${aws:SourceIdentity}", signedIn: "${aws:userid}" } as const;

const WRITE_OBJECTS = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"];

/** ARNs of all objects below some prefixes of the data bucket. */
export function dataObjects(scope: Scope, ...prefixes: readonly DataPrefix[]): string[] {
  return prefixes.map((prefix) => `${bucketArn(scope, BUCKETS.data)}/${DATA_PREFIXES[prefix]}*`);
}

/** Reads what models are trained on. Whoever reads needs the key too. */
export function readCuratedStatements(scope: Scope): Statement[] {
  return [
    { sid: "ReadCurated", actions: ["s3:GetObject"], resources: dataObjects(scope, "curated") },
    list(scope, "ListCurated", "curated"),
  ];
}

/** Data scientists: read what was checked, write what they make of it. */
export function dataScientistDataStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  const readable = ["raw", "curated", "schemas", "experiments"] as const;
  return [
    {
      sid: "ReadData",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: dataObjects(scope, ...readable),
    },
    writeExperiments(scope),
    list(scope, "ListData", ...readable),
    readCatalog(scope),
    { sid: "UseDataKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
  ];
}

/**
 * A person's own folder below each data set. Parts of an upload that broke off are removed by the bucket's life cycle.
 *
 * @param where - Studio, whose sessions carry the name of the profile as their source identity; or outside of it, where the
 *   id of a session has the name that the person signed in with.
 */
export function ownFileStatements(scope: Scope, where: keyof typeof OWN_NAMES): Statement[] {
  const own = (prefix: "landing" | "quarantine"): string =>
    `${bucketArn(scope, BUCKETS.data)}/${DATA_PREFIXES[prefix]}*/${OWN_NAMES[where]}/*`;
  return [
    { sid: "UploadOwnFiles", actions: ["s3:PutObject"], resources: [own("landing")] },
    // What was refused stays closed; why, whoever brought it may read.
    { sid: "SeeWhy", actions: ["s3:GetObject"], resources: [`${own("quarantine")}.problems.json`] },
  ];
}

/** Results of notebooks and experiments. */
export function writeExperiments(scope: Scope): Statement {
  return { sid: "WriteExperiments", actions: WRITE_OBJECTS, resources: dataObjects(scope, "experiments") };
}

/**
 * Lead data scientists: decide what data looks like. They hand in none themselves: whoever says what is right brings
 * nothing by the same role.
 */
export function leadDataScientistDataStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  return [
    ...dataScientistDataStatements(scope, kmsKeyArn),
    { sid: "WriteSchemas", actions: WRITE_OBJECTS, resources: dataObjects(scope, "schemas") },
  ];
}

/** ML engineers: read everything, including refused files, and start the jobs that import, curate and catalog data. */
export function mlEngineerDataStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.data);
  return [
    {
      sid: "ReadAllData",
      actions: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
      resources: [`${bucket}/*`],
    },
    { sid: "ListAllData", actions: ["s3:ListBucket", "s3:ListBucketVersions"], resources: [bucket] },
    readCatalog(scope),
    {
      sid: "RunDataJobs",
      actions: [
        "glue:BatchStopJobRun",
        "glue:GetJob",
        "glue:GetJobRun",
        "glue:GetJobRuns",
        "glue:StartJobRun",
      ],
      resources: [
        arn(scope, "glue", `job/${curateJobName(scope)}`),
        ...SOURCE_JOBS.map((purpose) => arn(scope, "glue", `job/${physicalName(scope, purpose, 255)}`)),
      ],
    },
    {
      sid: "RunCrawlers",
      actions: ["glue:GetCrawler", "glue:StartCrawler"],
      resources: [crawler(scope, "raw"), crawler(scope, "curated")],
    },
    { sid: "DecryptData", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [kmsKeyArn] },
  ];
}

function crawler(scope: Scope, prefix: "raw" | "curated"): string {
  return arn(scope, "glue", `crawler/${crawlerName(scope, prefix)}`);
}

function list(scope: Scope, sid: string, ...prefixes: readonly DataPrefix[]): Statement {
  return {
    sid,
    actions: ["s3:ListBucket"],
    resources: [bucketArn(scope, BUCKETS.data)],
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
