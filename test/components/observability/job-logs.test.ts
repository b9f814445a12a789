import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { JobLogs } from "../../../components/observability/job-logs";
import { create, KEY_ARN } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NAMES = {
  processing: "/aws/sagemaker/ProcessingJobs",
  training: "/aws/sagemaker/TrainingJobs",
  transform: "/aws/sagemaker/TransformJobs",
};

describe("JobLogs", () => {
  it("are the groups that SageMaker would make, with an end and a key", async () => {
    const { cloud, component } = await create(
      (options) => new JobLogs("logs", { foundation: { ...foundation(), logRetentionDays: 90 } }, options),
    );
    assert.deepEqual(
      cloud.byType(AWS.cloudwatch.LogGroup).map(({ inputs }) => inputs),
      Object.values(NAMES).map((name) => ({ name, retentionInDays: 90, kmsKeyId: KEY_ARN })),
    );
    assert.deepEqual(await valueOf(pulumi.output(component.logGroupNames)), NAMES);
  });
});
