import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { SourceJobArgs } from "../../../components/data/source-job";
import { SourceJob } from "../../../components/data/source-job";
import { create, KEY_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { PLACE } from "./source-support";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-bring";
const SCRIPT_KEY = "glue/scripts/bring-0123456789abcdef.py";

const job = (changes: Partial<SourceJobArgs> = {}) =>
  create(
    (options) =>
      new SourceJob(
        "job",
        {
          ...PLACE,
          purpose: "bring",
          description: "Brings data",
          connectionPurpose: "lake",
          script: { source: new pulumi.asset.StringAsset("print('x')\n"), hash: "0123456789abcdef" },
          arguments: { "--bucket": PLACE.dataBucketName },
          statements: [{ sid: "Own", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::data/landing/*"] }],
          ...changes,
        },
        options,
      ),
  );

describe("SourceJob", () => {
  it("gives out the name of its job", async () => {
    const { component } = await job();
    assert.equal(await valueOf(component.jobName), NAME);
  });

  it("runs one at a time, encrypted, in the network of its connection", async () => {
    const { cloud } = await job();
    const made = cloud.one(AWS.glue.Job, "job");
    assert.deepEqual(made.inputs, {
      name: NAME,
      description: "Brings data",
      roleArn: `arn:aws:iam::200000000002:role/${NAME}`,
      glueVersion: "5.0",
      workerType: "G.1X",
      numberOfWorkers: 2,
      timeout: 240,
      maxRetries: 0,
      executionProperty: { maxConcurrentRuns: 1 },
      connections: ["mlops-fraud-automation-lake"],
      securityConfiguration: "mlops-fraud-automation-glue",
      command: {
        name: "glueetl",
        pythonVersion: "3",
        scriptLocation: `s3://mlops-fraud-automation-data-200000000002/${SCRIPT_KEY}`,
      },
      defaultArguments: {
        "--custom-logGroup-prefix": `/aws-glue/jobs/${NAME}`,
        "--job-bookmark-option": "job-bookmark-disable",
      },
      nonOverridableArguments: { "--bucket": "mlops-fraud-automation-data-200000000002" },
    });
    const logs = cloud.byType(AWS.cloudwatch.LogGroup).map(({ urn }) => urn);
    assert.ok(logs.every((urn) => made.dependencies.includes(urn)));
  });

  it("has its script in the data bucket, under a name that changes with it", async () => {
    const { cloud } = await job();
    const { source, ...object } = cloud.one(AWS.s3.BucketObjectv2, "job-script").inputs;
    assert.equal(await (source as pulumi.asset.StringAsset).text, "print('x')\n");
    assert.deepEqual(object, {
      bucket: "mlops-fraud-automation-data-200000000002",
      key: SCRIPT_KEY,
      contentType: "text/x-python",
    });
  });

  for (const kind of ["error", "output"]) {
    it(`keeps its ${kind} logs where Glue writes them, encrypted, for as long as it is told`, async () => {
      const { cloud } = await job();
      assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, `job-${kind}-logs`).inputs, {
        name: `/aws-glue/jobs/${NAME}/mlops-fraud-automation-glue-role/${NAME}/${kind}`,
        retentionInDays: 90,
        kmsKeyId: KEY_ARN,
      });
    });
  }

  it("runs on a schedule where it has one", async () => {
    const { cloud } = await job({ schedule: "cron(0 3 * * ? *)" });
    assert.deepEqual(cloud.one(AWS.glue.Trigger, "job-schedule").inputs, {
      name: NAME,
      description: "Brings data",
      type: "SCHEDULED",
      schedule: "cron(0 3 * * ? *)",
      startOnCreation: true,
      actions: [{ jobName: NAME }],
    });
  });

  it("fails when the name of its role does not fit into 64 characters", () =>
    assert.rejects(job({ purpose: "p".repeat(42) }), /has 65 characters, the service allows 64/));
});
