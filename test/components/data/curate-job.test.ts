import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { CurateJob } from "../../../components/data/curate-job";
import { BOUNDARY_ARN, create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-curate";
const BUCKET = "mlops-fraud-automation-data-200000000002";
const KEY = "glue/scripts/curate-0123456789abcdef.py";
const SECURITY = "mlops-fraud-automation-glue";

const job = () =>
  create(
    (options) =>
      new CurateJob(
        "curate",
        {
          scope: scope(),
          dataBucketName: BUCKET,
          script: {
            source: new pulumi.asset.StringAsset("print()"),
            library: new pulumi.asset.AssetArchive({}),
            hash: "0123456789abcdef",
          },
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          securityConfigurationName: SECURITY,
          logRetentionDays: 90,
        },
        options,
      ),
  );

describe("CurateJob", () => {
  it("gives out the name of its job", async () => {
    const { component } = await job();
    assert.equal(await valueOf(component.jobName), NAME);
  });

  it("runs the script that it uploads, small, once at a time, encrypted", async () => {
    const { cloud } = await job();
    const { source, ...object } = cloud.one(AWS.s3.BucketObjectv2, "curate-script").inputs;
    assert.equal(await (source as pulumi.asset.StringAsset).text, "print()");
    assert.deepEqual(object, {
      bucket: BUCKET,
      key: KEY,
      contentType: "text/x-python",
    });
    const { inputs, dependencies } = cloud.one(AWS.glue.Job, "curate");
    assert.deepEqual(inputs, {
      name: NAME,
      description: "Makes curated/ of raw/",
      roleArn: `arn:aws:iam::200000000002:role/${NAME}`,
      glueVersion: "5.0",
      workerType: "G.1X",
      numberOfWorkers: 2,
      timeout: 120,
      maxRetries: 1,
      executionProperty: { maxConcurrentRuns: 1 },
      securityConfiguration: SECURITY,
      command: { name: "glueetl", pythonVersion: "3", scriptLocation: `s3://${BUCKET}/${KEY}` },
      defaultArguments: {
        "--custom-logGroup-prefix": `/aws-glue/jobs/${NAME}`,
        "--enable-continuous-cloudwatch-log": "true",
        "--job-bookmark-option": "job-bookmark-disable",
        "--TempDir": `s3://${BUCKET}/glue/tmp/`,
      },
      nonOverridableArguments: {
        "--data-bucket": BUCKET,
        "--extra-py-files": `s3://${BUCKET}/${KEY.replace(".py", ".zip")}`,
      },
    });
    for (const name of ["curate-error-logs", "curate-output-logs"]) {
      assert.ok(dependencies.includes(cloud.one(AWS.cloudwatch.LogGroup, name).urn), name);
    }
  });

  it("is started every day, before the crawlers", async () => {
    const { cloud } = await job();
    assert.deepEqual(cloud.one(AWS.glue.Trigger, "curate-schedule").inputs, {
      name: NAME,
      description: "Starts the job every day",
      type: "SCHEDULED",
      schedule: "cron(0 4 * * ? *)",
      actions: [{ jobName: NAME }],
    });
  });

  it("has logs that expire and are encrypted, under the names that Glue gives them", async () => {
    const { cloud } = await job();
    for (const kind of ["error", "output"]) {
      assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, `curate-${kind}-logs`).inputs, {
        name: `/aws-glue/jobs/${NAME}/${SECURITY}-role/${NAME}/${kind}`,
        retentionInDays: 90,
        kmsKeyId: KEY_ARN,
      });
    }
  });
});
