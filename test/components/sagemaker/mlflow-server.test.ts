import assert from "node:assert/strict";

import { MlflowServer, mlflowServerArn } from "../../../components/sagemaker/mlflow-server";
import type { Scope } from "../../../settings/scope";
import { create, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const ROLE_ARN = "arn:aws:iam::200000000002:role/mlops-fraud-automation-mlflow";

const server = (where: Scope = scope()) =>
  create(
    (options) =>
      new MlflowServer(
        "mlflow",
        {
          scope: where,
          size: "Medium",
          bucketName: "mlops-fraud-automation-mlflow-200000000002",
          roleArn: ROLE_ARN,
        },
        options,
      ),
    where,
  );

describe("MlflowServer", () => {
  it("tracks into the bucket that it is given, and registers no models", async () => {
    const { cloud, component } = await server();
    const mlflowTrackingServer = cloud.one(AWS.sagemaker.MlflowTrackingServer, "mlflow");
    assert.deepEqual(mlflowTrackingServer.inputs, {
      trackingServerName: "mlops-fraud-automation-mlflow",
      trackingServerSize: "Medium",
      artifactStoreUri: "s3://mlops-fraud-automation-mlflow-200000000002/runs",
      roleArn: ROLE_ARN,
      automaticModelRegistration: false,
      weeklyMaintenanceWindowStart: "Sun:02:00",
    });
    assert.equal(mlflowTrackingServer.protect, true);
    assert.equal(await valueOf(component.serverArn), mlflowServerArn(scope()));
  });

  it("can be destroyed in a trial", async () => {
    const { cloud } = await server(scope({ protect: false }));
    assert.equal(cloud.one(AWS.sagemaker.MlflowTrackingServer, "mlflow").protect, false);
  });
});

describe("mlflowServerArn", () => {
  it("is known before the server exists, in the partition of the scope", () => {
    assert.equal(
      mlflowServerArn(scope({ region: "cn-north-1", partition: "aws-cn" })),
      "arn:aws-cn:sagemaker:cn-north-1:200000000002:mlflow-tracking-server/mlops-fraud-automation-mlflow",
    );
  });
});
