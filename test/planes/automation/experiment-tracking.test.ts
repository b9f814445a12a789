import assert from "node:assert/strict";

import { roleArn } from "../../../components/identity/consumers";
import { mlflowServerArn } from "../../../components/sagemaker/mlflow-server";
import { ExperimentTracking } from "../../../planes/automation/experiment-tracking";
import { create, scope } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const BUCKET = "mlops-fraud-automation-mlflow-200000000002";

const tracking = () =>
  create(
    (options) =>
      new ExperimentTracking("mlflow", { foundation: foundation(), settings: { size: "Large" } }, options),
  );

describe("ExperimentTracking", () => {
  it("is a server with a role and a bucket of its own", async () => {
    const { cloud, component } = await tracking();
    const { inputs } = cloud.one(AWS.sagemaker.MlflowTrackingServer, "mlflow-server");
    assert.equal(inputs.trackingServerSize, "Large");
    assert.equal(inputs.artifactStoreUri, `s3://${BUCKET}/runs`);
    assert.equal(inputs.roleArn, roleArn(scope(), "mlflow"));
    assert.equal(await valueOf(component.bucketName), BUCKET);
    assert.equal(await valueOf(component.serverArn), mlflowServerArn(scope()));
  });
});
