import assert from "node:assert/strict";

import { modelBuildStatements } from "../../access/model-build";
import { allow, document, KEY_ARN, rendered, scope } from "../support/fixtures";
import { startMocks } from "../support/mocks";

const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";
const ARTIFACTS = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";
const REPOSITORIES = "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud";

describe("modelBuildStatements", () => {
  it("read contracts, push images, upload code, run the pipelines of the team's models, and approve nothing", async () => {
    startMocks();
    assert.deepEqual(
      await rendered(modelBuildStatements(scope(), KEY_ARN)),
      document(
        allow(
          "ReadContracts",
          "ssm:GetParameter",
          "arn:aws:ssm:eu-west-1:200000000002:parameter/mlops/fraud/automation/build/*",
        ),
        allow(
          "ReadRegistry",
          ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"],
          [`${SAGEMAKER}:model-package-group/fraud-*`, `${SAGEMAKER}:model-package/fraud-*/*`],
        ),
        allow(
          "StartPipelines",
          [
            "sagemaker:AddTags",
            "sagemaker:CreatePipeline",
            "sagemaker:DescribePipeline",
            "sagemaker:ListPipelineExecutions",
            "sagemaker:StartPipelineExecution",
            "sagemaker:UpdatePipeline",
          ],
          `${SAGEMAKER}:pipeline/fraud-*`,
        ),
        allow(
          "FollowPipelines",
          [
            "sagemaker:DescribePipelineDefinitionForExecution",
            "sagemaker:DescribePipelineExecution",
            "sagemaker:ListPipelineExecutionSteps",
            "sagemaker:StopPipelineExecution",
          ],
          `${SAGEMAKER}:pipeline/fraud-*/execution/*`,
        ),
        allow(
          "GivePipelinesTheirRole",
          "iam:PassRole",
          "arn:aws:iam::200000000002:role/mlops-fraud-automation-pipeline",
          { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
        ),
        allow("UploadCode", "s3:PutObject", `${ARTIFACTS}/code/*`),
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
        allow("LogInToRegistry", "ecr:GetAuthorizationToken", "*"),
        allow(
          "PushAndTagImages",
          [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:DescribeImageScanFindings",
            "ecr:DescribeImages",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
          ],
          `${REPOSITORIES}/*`,
        ),
        allow(
          "PullImagesOfAws",
          ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          ["763104351884", "141502667606", "468650794304", "131013547314"].map(
            (account) => `arn:aws:ecr:eu-west-1:${account}:repository/*`,
          ),
        ),
        {
          Sid: "LeaveEnvironments",
          Effect: "Deny",
          Action: [
            "ecr:CompleteLayerUpload",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
          ],
          Resource: `${REPOSITORIES}/environments/*`,
        },
      ),
    );
  });
});
