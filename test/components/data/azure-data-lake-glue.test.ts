import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { AzureDataLakeCopy } from "../../../components/data/azure-data-lake-glue";
import { AzureDataLakeGlue } from "../../../components/data/azure-data-lake-glue";
import { create, json, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { PLACE } from "./source-support";
import { AWS } from "../../support/types";

const SOURCE: AzureDataLakeCopy = {
  storageAccount: "payments",
  container: "exports",
  folder: "fraud/daily",
  dataset: "transactions",
  schedule: "cron(0 3 * * ? *)",
};
const BUCKET = "mlops-fraud-automation-data-200000000002";
const MANIFEST = "glue/manifests/azure-data-lake/transactions.json";
const JARS = ["glue/jars/hadoop-azure-3.4.1.jar", "glue/jars/azure-storage-7.0.1.jar"];

const lake = (source: AzureDataLakeCopy = SOURCE) =>
  create(
    (options) =>
      new AzureDataLakeGlue(
        "l",
        {
          ...PLACE,
          source,
          application: {
            tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
            clientId: "4e8f1a2b-6c3d-4f5e-9a7b-8c9d0e1f2a3b",
          },
          alertTopicArn: TOPIC_ARN,
          script: { source: new pulumi.asset.StringAsset("pass\n"), hash: "0123456789abcdef" },
        },
        options,
      ),
  );

describe("AzureDataLakeGlue", () => {
  it("is a secret, a place in the network, a job, and an alarm on its failures", async () => {
    const { cloud, component } = await lake();
    assert.deepEqual(
      cloud.resources.filter(({ parent }) => parent?.endsWith("::l") === true).map(({ name }) => name),
      ["l-secret", "l-connection", "l-copy", "l-failures"],
    );
    assert.match(
      await valueOf(component.secretArn),
      /:secret:mlops\/fraud\/automation\/azure-data-lake-[a-z0-9]{6}$/,
    );
    assert.equal(await valueOf(component.jobName), "mlops-fraud-automation-azure-data-lake");
    assert.equal(cloud.one(AWS.glue.Connection, "l-connection").inputs.connectionType, "NETWORK");
  });

  it("keeps the client secret where only the job reads it, and says who replaces it", async () => {
    const { cloud } = await lake();
    const { name, tags } = cloud.one(AWS.secretsmanager.Secret, "l-secret").inputs;
    assert.deepEqual(
      [name, tags],
      [
        "mlops/fraud/automation/azure-data-lake",
        { ReplacedBy: "hand before the client secret expires in Entra" },
      ],
    );
    const policy = json(cloud.one(AWS.secretsmanager.SecretPolicy, "l-secret-policy"));
    const [{ Condition }] = (policy as { Statement: [{ Condition: object }] }).Statement;
    assert.deepEqual(Condition, {
      ArnNotEquals: {
        "aws:PrincipalArn": ["arn:aws:iam::200000000002:role/mlops-fraud-automation-azure-data-lake"],
      },
    });
  });

  it("copies one folder to the data set, on schedule, and holds no secret itself", async () => {
    const { cloud } = await lake();
    assert.deepEqual(cloud.one(AWS.glue.Job, "l-copy").inputs.nonOverridableArguments, {
      "--extra-jars": JARS.map((jar) => `s3://${BUCKET}/${jar}`).join(","),
      "--account": "payments",
      "--container": "exports",
      "--folder": "/fraud/daily",
      "--tenant_id": "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
      "--client_id": "4e8f1a2b-6c3d-4f5e-9a7b-8c9d0e1f2a3b",
      "--secret_id": "mlops/fraud/automation/azure-data-lake",
      "--bucket": BUCKET,
      "--prefix": "landing/transactions/",
      "--manifest": MANIFEST,
    });
    assert.equal(cloud.one(AWS.glue.Trigger, "l-copy-schedule").inputs.schedule, "cron(0 3 * * ? *)");
  });

  it("copies the whole container where no folder is named", async () => {
    const { cloud } = await lake({ ...SOURCE, folder: undefined });
    const { nonOverridableArguments } = cloud.one(AWS.glue.Job, "l-copy").inputs;
    assert.equal((nonOverridableArguments as Record<string, string>)["--folder"], "/");
  });

  it("raises an alarm when a run fails or takes too long", async () => {
    const { cloud } = await lake();
    assert.deepEqual(json(cloud.one(AWS.cloudwatch.EventRule, "l-failures-rule"), "eventPattern"), {
      source: ["aws.glue"],
      "detail-type": ["Glue Job State Change"],
      detail: { jobName: ["mlops-fraud-automation-azure-data-lake"], state: ["FAILED", "TIMEOUT"] },
    });
  });
});
