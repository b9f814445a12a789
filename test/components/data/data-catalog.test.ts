import assert from "node:assert/strict";

import { DataCatalog } from "../../../components/data/data-catalog";
import { BOUNDARY_ARN, create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const BUCKET = "mlops-fraud-automation-data-200000000002";
const DATABASE = "mlops_fraud_automation_data";
const ROLE = "mlops-fraud-automation-crawlers";
const LOGS = `/aws-glue/crawlers-role/${ROLE}-mlops-fraud-automation-glue`;

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
  it("has a database of the team", async () => {
    const { cloud, component } = await catalog();
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

  it("has crawlers with a role that only Glue assumes", async () => {
    const { cloud } = await catalog();
    const { assumeRolePolicy } = cloud.one(AWS.iam.Role, "catalog-role").inputs;
    assert.match(String(assumeRolePolicy), /"Principal":\{"Service":"glue\.amazonaws\.com"\}/);
  });
});
