import assert from "node:assert/strict";

import { modelBuildStatements } from "../../stacks/model-build-access";
import { allow, document, KEY_ARN, rendered, scope } from "../support/fixtures";
import { startMocks } from "../support/mocks";

const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";
const ARTIFACTS = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";

describe("modelBuildStatements", () => {
  it("run the pipelines of the team's models and follow them; they approve nothing and write code only", async () => {
    startMocks();
    assert.deepEqual(
      await rendered(modelBuildStatements(scope(), KEY_ARN)),
      document(
        allow(
          "ReadRegistry",
          [
            "sagemaker:DescribeModelPackageGroup",
            "sagemaker:DescribeModelPackage",
            "sagemaker:ListModelPackages",
          ],
          [`${SAGEMAKER}:model-package-group/fraud-*`, `${SAGEMAKER}:model-package/fraud-*/*`],
        ),
        allow(
          "RunPipelines",
          [
            "sagemaker:AddTags",
            "sagemaker:CreatePipeline",
            "sagemaker:DescribePipeline",
            "sagemaker:DescribePipelineExecution",
            "sagemaker:ListPipelineExecutionSteps",
            "sagemaker:ListPipelineExecutions",
            "sagemaker:StartPipelineExecution",
            "sagemaker:StopPipelineExecution",
            "sagemaker:UpdatePipeline",
          ],
          `${SAGEMAKER}:pipeline/fraud-*`,
        ),
        allow(
          "GivePipelinesTheirRole",
          "iam:PassRole",
          "arn:aws:iam::200000000002:role/mlops-fraud-automation-pipeline",
          { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
        ),
        allow("UploadCode", ["s3:AbortMultipartUpload", "s3:PutObject"], `${ARTIFACTS}/code/*`),
        allow("ReadArtifacts", "s3:GetObject", `${ARTIFACTS}/*`),
        allow("ListArtifacts", "s3:ListBucket", ARTIFACTS),
        allow("UseKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN),
        allow(
          "ReadLogs",
          ["logs:DescribeLogStreams", "logs:GetLogEvents"],
          ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map(
            (group) => `arn:aws:logs:eu-west-1:200000000002:log-group:/aws/sagemaker/${group}:*`,
          ),
        ),
      ),
    );
  });
});
