import assert from "node:assert/strict";

import { DataCatalog } from "../../../components/data/data-catalog";
import { BOUNDARY_ARN, create, document, json, KEY_ARN, scope, tree } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const BUCKET = "mlops-fraud-automation-data-200000000002";
const DATABASE = "mlops_fraud_automation_data";
const ROLE = "mlops-fraud-automation-crawlers";
const LOGS = `/aws-glue/crawlers-role/${ROLE}-mlops-fraud-automation-glue`;
const glue = (resource: string): string => `arn:aws:glue:eu-west-1:200000000002:${resource}`;

const catalog = () =>
  create(
    (options) =>
      new DataCatalog(
        "catalog",
        {
          scope: scope(),
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          securityConfigurationName: "mlops-fraud-automation-glue",
          logRetentionDays: 90,
        },
        options,
      ),
  );

describe("DataCatalog", () => {
  it("is a database and two crawlers with one role", async () => {
    const { cloud, component } = await catalog();
    assert.deepEqual(tree(cloud), [
      "catalog > aws:cloudwatch/logGroup:LogGroup catalog-logs",
      "catalog > aws:glue/catalogDatabase:CatalogDatabase catalog",
      "catalog > aws:glue/crawler:Crawler catalog-curated",
      "catalog > aws:glue/crawler:Crawler catalog-raw",
      "catalog > mlops:identity:ServiceRole catalog-role",
      "catalog-role > aws:iam/role:Role catalog-role",
      "catalog-role > aws:iam/rolePolicy:RolePolicy catalog-role-policy",
      "mlops:data:DataCatalog catalog",
    ]);
    assert.deepEqual(cloud.one(AWS.glue.CatalogDatabase, "catalog").inputs, {
      name: DATABASE,
      description: "Data sets of the team, as they arrived and curated",
    });
    assert.equal(await valueOf(component.databaseName), DATABASE);
  });

  for (const [crawled, changes] of [
    [
      "raw",
      {
        recrawlPolicy: { recrawlBehavior: "CRAWL_NEW_FOLDERS_ONLY" },
        schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
      },
    ],
    [
      "curated",
      {
        recrawlPolicy: { recrawlBehavior: "CRAWL_EVERYTHING" },
        schemaChangePolicy: { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "LOG" },
      },
    ],
  ] as const) {
    it(`crawls ${crawled}/ after the job: one table a data set, one partition a day`, async () => {
      const { cloud } = await catalog();
      const crawler = cloud.one(AWS.glue.Crawler, `catalog-${crawled}`);
      const { configuration, ...rest } = crawler.inputs;
      assert.deepEqual(rest, {
        name: `mlops-fraud-automation-crawl-${crawled}`,
        databaseName: DATABASE,
        role: `arn:aws:iam::200000000002:role/${ROLE}`,
        tablePrefix: `${crawled}_`,
        s3Targets: [{ path: `s3://${BUCKET}/${crawled}/` }],
        schedule: "cron(0 6 * * ? *)",
        securityConfiguration: "mlops-fraud-automation-glue",
        ...changes,
      });
      assert.deepEqual(JSON.parse(String(configuration)), {
        Version: 1,
        Grouping: { TableLevelConfiguration: 3 },
        CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
      });
      const logs = cloud.one(AWS.cloudwatch.LogGroup, "catalog-logs");
      assert.ok(crawler.dependencies.includes(logs.urn));
    });
  }

  it("has logs that expire and are encrypted, under the name that Glue gives them", async () => {
    const { cloud } = await catalog();
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "catalog-logs").inputs, {
      name: LOGS,
      retentionInDays: 90,
      kmsKeyId: KEY_ARN,
    });
  });

  it("lets crawlers read raw and curated data, and keep the tables of their own database", async () => {
    const { cloud } = await catalog();
    const { assumeRolePolicy } = cloud.one(AWS.iam.Role, "catalog-role").inputs;
    assert.match(String(assumeRolePolicy), /"Principal":\{"Service":"glue\.amazonaws\.com"\}/);
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "catalog-role-policy")),
      document(
        {
          Sid: "ReadCrawled",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: [`arn:aws:s3:::${BUCKET}/raw/*`, `arn:aws:s3:::${BUCKET}/curated/*`],
        },
        {
          Sid: "ListBucket",
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucket"],
          Resource: `arn:aws:s3:::${BUCKET}`,
        },
        {
          Sid: "KeepTables",
          Effect: "Allow",
          Action: [
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
          Resource: [glue("catalog"), glue(`database/${DATABASE}`), glue(`table/${DATABASE}/*`)],
        },
        {
          Sid: "DecryptData",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey"],
          Resource: KEY_ARN,
        },
        {
          Sid: "WriteOwnLogs",
          Effect: "Allow",
          Action: [
            "logs:AssociateKmsKey",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
          ],
          Resource: `arn:aws:logs:eu-west-1:200000000002:log-group:${LOGS}*`,
        },
        {
          Sid: "SeeSecurityConfiguration",
          Effect: "Allow",
          Action: "glue:GetSecurityConfiguration",
          Resource: "*",
        },
      ),
    );
  });
});
