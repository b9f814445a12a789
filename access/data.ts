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
const OWN_NAMES = ["${aws:SourceIdentity}", "${aws:userid}"];

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

/** Data scientists: hand in files, read what was checked, write what they make of it. */
export function dataScientistDataStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  return [uploadOwnFiles(scope), ...checkedDataStatements(scope, kmsKeyArn)];
}

function checkedDataStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  const readable = ["raw", "curated", "schemas", "experiments"] as const;
  // What was refused stays closed. The reasons for files in people's own folders hold rows and columns, and no value.
  const people = `${DATA_PREFIXES.quarantine}*/*/*`;
  const reasons = `${bucketArn(scope, BUCKETS.data)}/${people}.problems.json`;
  return [
    {
      sid: "ReadData",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [...dataObjects(scope, ...readable), reasons],
    },
    writeExperiments(scope),
    listing(scope, "ListData", [...patterns(readable), people]),
    readCatalog(scope),
    { sid: "UseDataKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
  ];
}

/**
 * A person's own folder below each data set: the name of the profile in Studio, which sessions carry as their source
 * identity; elsewhere the id of the session, with the name that the person signed in with. Parts of an upload that broke
 * off are removed by the bucket's life cycle.
 */
function uploadOwnFiles(scope: Scope): Statement {
  const landing = `${bucketArn(scope, BUCKETS.data)}/${DATA_PREFIXES.landing}`;
  return {
    sid: "UploadOwnFiles",
    actions: ["s3:PutObject"],
    resources: OWN_NAMES.map((name) => `${landing}*/${name}/*`),
  };
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
    ...checkedDataStatements(scope, kmsKeyArn),
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
  return listing(scope, sid, patterns(prefixes));
}

function patterns(prefixes: readonly DataPrefix[]): string[] {
  return prefixes.map((prefix) => `${DATA_PREFIXES[prefix]}*`);
}

function listing(scope: Scope, sid: string, allowed: readonly string[]): Statement {
  return {
    sid,
    actions: ["s3:ListBucket"],
    resources: [bucketArn(scope, BUCKETS.data)],
    conditions: { StringLike: { "s3:prefix": [...allowed] } },
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
