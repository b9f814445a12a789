import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES, ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, bucketName, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import { logKeeping } from "../observability/log-group";
import { glueLogStatements, glueSecurityName } from "./glue-security";

export interface DataCatalogArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "logRetentionDays"
> {
  /** Of {@link GlueSecurity}. */
  readonly securityConfigurationName: pulumi.Input<string>;
}

/** What is crawled: each data set is a folder there, and becomes the table `<prefix>_<data set>`. */
type Crawled = "raw" | "curated";

/** After the job `curate`, which starts at four and is given two hours. */
const SCHEDULE = "cron(0 6 * * ? *)";

/** Tables begin at the third level: bucket, prefix, data set. */
const TABLE_LEVEL = 3;

/** Name of the catalog's database: Athena takes no hyphens. */
export function databaseName(scope: Scope): string {
  return physicalName(scope, "data", 255).replaceAll("-", "_");
}

export function crawlerName(scope: Scope, crawled: Crawled): string {
  return physicalName(scope, `crawl-${crawled}`, 255);
}

/** ARNs of the catalog, the team's database and its tables: Glue asks for all three. */
export function catalogArns(scope: Scope): string[] {
  const database = databaseName(scope);
  return ["catalog", `database/${database}`, `table/${database}/*`].map((resource) =>
    arn(scope, "glue", resource),
  );
}

/** Catalog of the data bucket: a database, and crawlers that keep its tables and partitions up to date. */
export class DataCatalog extends pulumi.ComponentResource {
  public readonly databaseName: pulumi.Output<string>;

  constructor(name: string, args: DataCatalogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:DataCatalog", name, {}, opts);
    const database = new aws.glue.CatalogDatabase(
      name,
      { name: databaseName(args.scope), description: "Data sets of the team, as they arrived and curated" },
      { parent: this },
    );
    const role = this.createRole(name, args);
    const logs = this.createLogGroup(name, args);
    for (const crawled of ["raw", "curated"] as const) {
      this.createCrawler(name, crawled, database, role, logs, args);
    }
    this.databaseName = database.name;
    this.registerOutputs({ databaseName: this.databaseName });
  }

  private createRole(name: string, args: DataCatalogArgs): ServiceRole {
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        purpose: ROLES.crawlers,
        description: "Crawlers of the data bucket",
        service: "glue.amazonaws.com",
        statements: statements(args),
      },
      { parent: this },
    );
  }

  /** Glue would create it itself without retention. */
  private createLogGroup(name: string, args: DataCatalogArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { name: logGroupName(args.scope), ...logKeeping(args) },
      { parent: this },
    );
  }

  private createCrawler(
    name: string,
    crawled: Crawled,
    database: aws.glue.CatalogDatabase,
    role: ServiceRole,
    logs: aws.cloudwatch.LogGroup,
    args: DataCatalogArgs,
  ): void {
    new aws.glue.Crawler(
      `${name}-${crawled}`,
      {
        name: crawlerName(args.scope, crawled),
        databaseName: database.name,
        role: role.roleArn,
        tablePrefix: `${crawled}_`,
        s3Targets: [{ path: `s3://${bucketName(args.scope, BUCKETS.data)}/${DATA_PREFIXES[crawled]}` }],
        schedule: SCHEDULE,
        securityConfiguration: args.securityConfigurationName,
        ...CHANGES[crawled],
        configuration: pulumi.jsonStringify({
          Version: 1.0,
          Grouping: { TableLevelConfiguration: TABLE_LEVEL },
          // A partition that was found before gets the table's columns, or queries over both would fail.
          CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
        }),
      },
      { parent: this, dependsOn: [logs] },
    );
  }
}

/**
 * Raw days never change, so crawling new folders is enough, which Glue offers only for tables that do not change. Curated
 * days are rewritten, with other columns where the schema has changed. Crawlers remove nothing from the catalog.
 */
const CHANGES: Readonly<Record<Crawled, Pick<aws.glue.CrawlerArgs, "recrawlPolicy" | "schemaChangePolicy">>> =
  {
    raw: {
      recrawlPolicy: { recrawlBehavior: "CRAWL_NEW_FOLDERS_ONLY" },
      schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
    },
    curated: {
      recrawlPolicy: { recrawlBehavior: "CRAWL_EVERYTHING" },
      schemaChangePolicy: { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "LOG" },
    },
  };

/** With encrypted logs, Glue puts role and security configuration into the name. */
function logGroupName(scope: Scope): string {
  return `/aws-glue/crawlers-role/${physicalName(scope, ROLES.crawlers)}-${glueSecurityName(scope)}`;
}

function statements({ scope, kmsKeyArn }: DataCatalogArgs): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.data);
  return [
    {
      sid: "ReadCrawled",
      actions: ["s3:GetObject"],
      resources: [`${bucket}/${DATA_PREFIXES.raw}*`, `${bucket}/${DATA_PREFIXES.curated}*`],
    },
    { sid: "ListBucket", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [bucket] },
    {
      sid: "KeepTables",
      actions: [
        "glue:BatchCreatePartition",
        "glue:BatchGetPartition",
        "glue:BatchUpdatePartition",
        "glue:CreatePartition",
        "glue:CreatePartitionIndex",
        "glue:CreateTable",
        "glue:GetDatabase",
        "glue:GetPartition",
        "glue:GetPartitionIndexes",
        "glue:GetPartitions",
        "glue:GetTable",
        "glue:GetTables",
        "glue:UpdatePartition",
        "glue:UpdateTable",
      ],
      resources: catalogArns(scope),
    },
    { sid: "DecryptData", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [kmsKeyArn] },
    ...glueLogStatements(arn(scope, "logs", `log-group:${logGroupName(scope)}*`)),
  ];
}
