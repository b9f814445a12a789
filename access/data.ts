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
    ...ownUploadStatements(scope),
    list(scope, "ListData", ...readable),
    readCatalog(scope),
    { sid: "UseDataKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
  ];
}

/**
 * A person's own folder below each data set: the name of the profile in Studio, which sessions carry as their source
 * identity; elsewhere the id of the session, with the name that the person signed in with. Whoever puts a file there
 * may see what became of it, as long as it did not pass.
 */
function ownUploadStatements(scope: Scope): Statement[] {
  const own = (prefix: "landing" | "quarantine"): string[] =>
    OWN_NAMES.map((name) => `${DATA_PREFIXES[prefix]}*/${name}/*`);
  const bucket = bucketArn(scope, BUCKETS.data);
  return [
    {
      sid: "UploadOwnFiles",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: own("landing").map((key) => `${bucket}/${key}`),
    },
    {
      sid: "ReadOwnQuarantine",
      actions: ["s3:GetObject"],
      resources: own("quarantine").map((key) => `${bucket}/${key}`),
    },
    {
      sid: "ListOwnFiles",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: { StringLike: { "s3:prefix": [...own("landing"), ...own("quarantine")] } },
    },
  ];
}

/** Results of notebooks and experiments. */
export function writeExperiments(scope: Scope): Statement {
  return { sid: "WriteExperiments", actions: WRITE_OBJECTS, resources: dataObjects(scope, "experiments") };
}

/** Lead data scientists: also decide what data looks like. */
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
