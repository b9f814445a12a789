import assert from "node:assert/strict";

import { LogGroup } from "../../../components/observability/log-group";
import { create, KEY_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

describe("LogGroup", () => {
  it("expires and is encrypted", async () => {
    const { cloud, component } = await create(
      (options) =>
        new LogGroup(
          "training",
          { logGroupName: "/aws/sagemaker/TrainingJobs", logRetentionDays: 90, kmsKeyArn: KEY_ARN },
          options,
        ),
    );
    assert.deepEqual(cloud.one(AWS.cloudwatch.LogGroup, "training").inputs, {
      name: "/aws/sagemaker/TrainingJobs",
      retentionInDays: 90,
      kmsKeyId: KEY_ARN,
    });
    assert.equal(await valueOf(component.logGroupName), "/aws/sagemaker/TrainingJobs");
  });
});
