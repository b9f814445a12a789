import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { LandingZoneSettings } from "../../../settings/schema/landing-zone";
import type { DataSourcesArgs } from "../../../planes/development/data-sources";
import { DataSources } from "../../../planes/development/data-sources";
import { create, tree } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { AWS } from "../../support/types";

type Sources = LandingZoneSettings["dataSources"];

const SNOWFLAKE: NonNullable<Sources["snowflake"]> = {
  account: "contoso-analytics",
  user: "MLOPS_FRAUD",
  role: "FRAUD_READER",
  warehouse: "ML_WH",
  database: "PAYMENTS",
  schema: "CURATED",
  rotationDays: 30,
};
const AZURE: NonNullable<Sources["azureDataLake"]> = {
  storageAccount: "payments",
  container: "exports",
  dataset: "transactions",
  via: "glue",
  schedule: "cron(0 3 * * ? *)",
  tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  clientId: "4e8f1a2b-6c3d-4f5e-9a7b-8c9d0e1f2a3b",
};
const DATA_SYNC: NonNullable<Sources["azureDataLake"]> = {
  ...AZURE,
  via: "dataSync",
  agentArns: ["arn:aws:datasync:eu-west-1:200000000002:agent/agent-0a1b2c3d4e5f60718"],
};

const argsOf = (settings: Sources, changes: Partial<DataSourcesArgs> = {}): DataSourcesArgs => ({
  foundation: foundation(),
  settings,
  dataBucketName: "mlops-fraud-automation-data-200000000002",
  glueSecurityConfigurationName: "mlops-fraud-automation-glue",
  ...changes,
});
const sources = (settings: Sources, changes: Partial<DataSourcesArgs> = {}) =>
  create((options) => new DataSources("sources", argsOf(settings, changes), options));

describe("DataSources", () => {
  it("are nothing where the team names none", async () => {
    const { cloud } = await sources({});
    assert.deepEqual(tree(cloud), ["mlops:part:DataSources sources"]);
  });

  it("are Snowflake and Azure Data Lake Storage where the team names both", async () => {
    const { cloud } = await sources({ snowflake: SNOWFLAKE, azureDataLake: AZURE });
    assert.deepEqual(
      tree(cloud).filter((line) => line.startsWith("sources > ")),
      [
        "sources > mlops:data:AzureDataLakeGlue sources-azure-data-lake",
        "sources > mlops:data:SnowflakeSource sources-snowflake",
      ],
    );
    assert.equal(cloud.byType(AWS.glue.Job).length, 2);
    for (const { inputs } of cloud.byType(AWS.glue.Connection)) {
      assert.deepEqual(inputs.physicalConnectionRequirements, {
        availabilityZone: "eu-west-1a",
        subnetId: "subnet-0a1b2c3d4e5f60718",
        securityGroupIdLists: ["sg-0a1b2c3d4e5f60718"],
      });
    }
    const rotate = cloud.one(AWS.lambda.Function, "sources-snowflake-rotation");
    assert.deepEqual(rotate.inputs.vpcConfig, {
      subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
      securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
    });
  });

  it("put the scripts of the repository into the data bucket", async () => {
    const { cloud } = await sources({ snowflake: SNOWFLAKE, azureDataLake: AZURE });
    const scripts = cloud.byType(AWS.s3.BucketObjectv2).map(({ inputs }) => inputs);
    assert.deepEqual(
      scripts.map(({ key }) => String(key).replace(/-[0-9a-f]{16}\.py$/, "")),
      ["glue/scripts/snowflake-import", "glue/scripts/azure-data-lake"],
    );
    assert.deepEqual(
      await Promise.all(scripts.map(({ source }) => (source as pulumi.asset.FileAsset).path)),
      ["jobs/snowflake-import/snowflake_import.py", "jobs/azure-data-lake/azure_data_lake.py"],
    );
  });

  it("copy with DataSync where the team says so", async () => {
    const { cloud } = await sources(
      { azureDataLake: DATA_SYNC },
      { azureDataLakeSasToken: pulumi.secret("sp=rl&sig=abc") },
    );
    assert.deepEqual(
      tree(cloud).filter((line) => line.startsWith("sources > ")),
      ["sources > mlops:data:AzureDataLakeDataSync sources-azure-data-lake"],
    );
    assert.deepEqual(cloud.byType(AWS.secretsmanager.Secret), []);
  });

  it("fails when DataSync has no token", () =>
    assert.rejects(sources({ azureDataLake: DATA_SYNC }), /mlops:azureDataLakeSasToken/));

  it("fails when a key is missing that the settings should have asked for", () =>
    assert.rejects(
      sources({ azureDataLake: { ...AZURE, tenantId: undefined } }),
      /tenantId is missing in dataSources\.azureDataLake/,
    ));
});
