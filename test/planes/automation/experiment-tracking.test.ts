import assert from "node:assert/strict";

import { roleArn } from "../../../components/identity/consumers";
import { mlflowServerArn } from "../../../components/sagemaker/mlflow-server";
import { ExperimentTracking } from "../../../planes/automation/experiment-tracking";
import { create, document, json, KEY_ARN, scope, tree } from "../../support/fixtures";
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
  it("is a server, its role and the bucket of what runs leave", async () => {
    const { cloud, component } = await tracking();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "mlflow > mlops:identity:ServiceRole mlflow-role",
        "mlflow > mlops:sagemaker:MlflowServer mlflow-server",
        "mlflow > mlops:storage:EncryptedBucket mlflow-artifacts",
        "mlops:part:ExperimentTracking mlflow",
      ],
    );
    const { inputs } = cloud.one(AWS.sagemaker.MlflowTrackingServer, "mlflow-server");
    assert.equal(inputs.trackingServerSize, "Large");
    assert.equal(inputs.artifactStoreUri, `s3://${BUCKET}/runs`);
    assert.equal(inputs.roleArn, roleArn(scope(), "mlflow"));
    assert.equal(await valueOf(component.bucketName), BUCKET);
    assert.equal(await valueOf(component.serverArn), mlflowServerArn(scope()));
  });

  it("lets the server reach its bucket, and no model registry", async () => {
    const { cloud } = await tracking();
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "mlflow-role-policy")),
      document(
        {
          Sid: "ReadAndWriteFilesOfRuns",
          Effect: "Allow",
          Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
          Resource: `arn:aws:s3:::${BUCKET}/*`,
        },
        {
          Sid: "ListFilesOfRuns",
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucket"],
          Resource: `arn:aws:s3:::${BUCKET}`,
        },
        {
          Sid: "EncryptFilesOfRuns",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
          Resource: KEY_ARN,
        },
      ),
    );
  });
});
