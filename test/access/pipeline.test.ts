import assert from "node:assert/strict";

import { pipelineStatements } from "../../access/pipeline";
import { allow, document, KEY_ARN, rendered } from "../support/fixtures";
import { foundation } from "../support/foundation";
import { ENCRYPT_VOLUMES } from "../support/job-statements";
import { startMocks } from "../support/mocks";

const SAGEMAKER = "arn:aws:sagemaker:eu-west-1:200000000002";
const ROLES = "arn:aws:iam::200000000002:role/mlops-fraud-automation";
const ARTIFACTS = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";
const REGISTRY = [`${SAGEMAKER}:model-package-group/fraud-*`, `${SAGEMAKER}:model-package/fraud-*/*`];

const IN_NETWORK = {
  Null: { "sagemaker:VpcSubnets": "false", "sagemaker:VpcSecurityGroupIds": "false" },
  "ForAllValues:StringEquals": {
    "sagemaker:VpcSubnets": ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
    "sagemaker:VpcSecurityGroupIds": "sg-0a1b2c3d4e5f60718",
  },
};
const ENCRYPTED = {
  ArnEquals: { "sagemaker:OutputKmsKeyArn": KEY_ARN },
  ArnEqualsIfExists: { "sagemaker:VolumeKmsKeyArn": KEY_ARN },
};

/** Jobs and models start in the network and under the key of the account, under names of pipelines. */
const START = [
  allow(
    "StartJobs",
    ["sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob"],
    [`${SAGEMAKER}:processing-job/pipelines-*`, `${SAGEMAKER}:training-job/pipelines-*`],
    { ...IN_NETWORK, ...ENCRYPTED },
  ),
  allow(
    "StartTransformJobs",
    "sagemaker:CreateTransformJob",
    `${SAGEMAKER}:transform-job/pipelines-*`,
    ENCRYPTED,
  ),
  allow("MakeModels", "sagemaker:CreateModel", `${SAGEMAKER}:model/pipelines-*`, IN_NETWORK),
  {
    Sid: "NoVolumesWithoutKey",
    Effect: "Deny",
    Action: ["sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob", "sagemaker:CreateTransformJob"],
    Resource: "*",
    Condition: {
      Null: { "sagemaker:VolumeKmsKeyArn": "true" },
      "ForAnyValue:StringNotLike": {
        "sagemaker:InstanceTypes": [
          "ml.*d.*",
          "ml.*dn.*",
          "ml.*de.*",
          "ml.g5.*",
          "ml.g6*",
          "ml.p5*",
          "ml.trn*",
        ],
      },
    },
  },
];

/** Versions are registered for approval, with the digests of their images. */
const REGISTER = [
  allow(
    "SeeRegistry",
    [
      "sagemaker:AddTags",
      "sagemaker:DescribeModelPackageGroup",
      "sagemaker:DescribeModelPackage",
      "sagemaker:ListModelPackages",
    ],
    REGISTRY,
  ),
  allow("RegisterVersionsForApproval", "sagemaker:CreateModelPackage", REGISTRY, {
    StringEqualsIfExists: { "sagemaker:ModelApprovalStatus": "PendingManualApproval" },
  }),
  allow(
    "SeeImages",
    ["ecr:BatchGetImage", "ecr:DescribeImages"],
    [
      ...["763104351884", "141502667606", "468650794304", "131013547314"].map(
        (account) => `arn:aws:ecr:eu-west-1:${account}:repository/*`,
      ),
      "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/*",
    ],
  ),
];

describe("pipelineStatements", () => {
  it("start jobs in the network with the jobs' roles, register versions for approval, and read no data", async () => {
    startMocks();
    assert.deepEqual(
      await rendered(pipelineStatements(foundation())),
      document(
        ...START,
        allow(
          "FollowJobs",
          [
            "sagemaker:AddTags",
            "sagemaker:DescribeModel",
            "sagemaker:DescribeProcessingJob",
            "sagemaker:StopProcessingJob",
            "sagemaker:DescribeTrainingJob",
            "sagemaker:StopTrainingJob",
            "sagemaker:DescribeTransformJob",
            "sagemaker:StopTransformJob",
          ],
          ["processing-job", "training-job", "transform-job", "model"].map(
            (kind) => `${SAGEMAKER}:${kind}/pipelines-*`,
          ),
        ),
        allow(
          "GiveJobsTheirRoles",
          "iam:PassRole",
          [`${ROLES}-processing`, `${ROLES}-training`, `${ROLES}-clarify`],
          { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
        ),
        ...REGISTER,
        allow("ReadResults", "s3:GetObject", `${ARTIFACTS}/*`),
        allow("ListResults", "s3:ListBucket", ARTIFACTS),
        allow("UseKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN),
        ENCRYPT_VOLUMES,
      ),
    );
  });
});
