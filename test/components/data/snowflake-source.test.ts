import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { SnowflakeDatabase } from "../../../components/data/snowflake-source";
import { SnowflakeSource } from "../../../components/data/snowflake-source";
import { CODE, create, json, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { PLACE } from "./source-support";
import { AWS } from "../../support/types";

const SOURCE: SnowflakeDatabase = {
  account: "Contoso-Data_Platform",
  user: "MLOPS_FRAUD",
  role: "FRAUD_READER",
  warehouse: "ML_WH",
  database: "PAYMENTS",
  schema: "CURATED",
  rotationDays: 30,
};

const source = () =>
  create(
    (options) =>
      new SnowflakeSource(
        "s",
        {
          ...PLACE,
          source: SOURCE,
          network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
          alertTopicArn: TOPIC_ARN,
          rotationCode: CODE,
          importScript: { source: new pulumi.asset.StringAsset("pass\n"), hash: "0123456789abcdef" },
        },
        options,
      ),
  );

describe("SnowflakeSource", () => {
  it("is a secret, its rotation, a connection and a job", async () => {
    const { cloud, component } = await source();
    assert.deepEqual(
      cloud.resources.filter(({ parent }) => parent?.endsWith("::s") === true).map(({ name }) => name),
      ["s-secret", "s-rotation", "s-connection", "s-import"],
    );
    assert.match(
      await valueOf(component.secretArn),
      /:secret:mlops\/fraud\/automation\/snowflake-[a-z0-9]{6}$/,
    );
    assert.equal(await valueOf(component.connectionName), "mlops-fraud-automation-snowflake");
    assert.equal(await valueOf(component.importJobName), "mlops-fraud-automation-snowflake-import");
  });

  it("lets the rotation and the job read the secret, and nobody else", async () => {
    const { cloud } = await source();
    const policy = json(cloud.one(AWS.secretsmanager.SecretPolicy, "s-secret-policy"));
    const [{ Condition }] = (policy as { Statement: [{ Condition: object }] }).Statement;
    assert.deepEqual(Condition, {
      ArnNotEquals: {
        "aws:PrincipalArn": [
          "arn:aws:iam::200000000002:role/mlops-fraud-automation-rotate-snowflake-key",
          "arn:aws:iam::200000000002:role/mlops-fraud-automation-snowflake-import",
        ],
      },
    });
    const rotation = cloud.one(AWS.secretsmanager.SecretRotation, "s-rotation-schedule");
    assert.deepEqual(rotation.inputs.rotationRules, { automaticallyAfterDays: 30 });
  });

  it("reaches Snowflake as its settings say, with the secret's name and no credentials", async () => {
    const { cloud } = await source();
    const { connectionProperties } = cloud.one(AWS.glue.Connection, "s-connection").inputs;
    const { SparkProperties } = connectionProperties as Record<string, string>;
    assert.deepEqual(JSON.parse(SparkProperties ?? ""), {
      secretId: "mlops/fraud/automation/snowflake",
      sfUrl: "contoso-data-platform.snowflakecomputing.com",
      sfRole: "FRAUD_READER",
      sfWarehouse: "ML_WH",
      sfDatabase: "PAYMENTS",
      sfSchema: "CURATED",
    });
  });

  it("imports into landing/, wherever somebody says below it", async () => {
    const { cloud } = await source();
    const job = cloud.one(AWS.glue.Job, "s-import").inputs;
    assert.deepEqual(job.nonOverridableArguments, {
      "--connection_name": "mlops-fraud-automation-snowflake",
      "--bucket": "mlops-fraud-automation-data-200000000002",
      "--prefix": "landing/",
    });
    assert.deepEqual(cloud.byType(AWS.glue.Trigger), []);
  });
});
