import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { monitoringRole } from "../../../planes/automation/monitoring-role";
import { allow, BOUNDARY_ARN, create, document, json, KEY_ARN, tree } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { scopeOf } from "../../support/planes";
import { PULL, PULL_AWS_IMAGES, vpcJobStatementsOf } from "../../support/job-statements";
import { AWS } from "../../support/types";

const ARTIFACTS = "arn:aws:s3:::mlops-fraud-automation-artifacts-200000000002";
const CAPTURED = [
  "arn:aws:s3:::mlops-fraud-staging-capture-200000000003",
  "arn:aws:s3:::mlops-fraud-production-capture-200000000004",
];
const STAGING_KEY = "arn:aws:kms:eu-west-1:200000000003:key/4f0a8c53-1a67-4b9e-a3dc-6c5b4a3f2e1d";
const PRODUCTION_KEY = "arn:aws:kms:eu-west-1:200000000004:key/5a1b9d64-2b78-4cae-84ed-7d6c5b4a3f2e";

/** Below a component, as below a plane. */
class Plane extends pulumi.ComponentResource {
  constructor(opts: pulumi.ComponentResourceOptions) {
    super("test:Plane", "plane", {}, opts);
    monitoringRole(
      "monitoring",
      {
        foundation: foundation(),
        watched: [
          { scope: scopeOf("staging"), kmsKeyArn: STAGING_KEY },
          { scope: scopeOf("production"), kmsKeyArn: PRODUCTION_KEY },
        ],
      },
      this,
    );
  }
}

const plane = () => create((options) => new Plane(options));

describe("monitoringRole", () => {
  it("is a role of SageMaker in the automation account, within the boundary", async () => {
    const { cloud } = await plane();
    assert.deepEqual(tree(cloud), [
      "monitoring > aws:iam/role:Role monitoring",
      "monitoring > aws:iam/rolePolicy:RolePolicy monitoring-policy",
      "plane > mlops:identity:ServiceRole monitoring",
      "test:Plane plane",
    ]);
    const role = cloud.one(AWS.iam.Role, "monitoring");
    const { assumeRolePolicy, ...rest } = role.inputs;
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-monitoring",
      description: "Model Monitor and Clarify jobs",
      permissionsBoundary: BOUNDARY_ARN,
    });
    assert.deepEqual(
      JSON.parse(String(assumeRolePolicy)),
      document({
        Sid: "ServiceOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
      }),
    );
  });

  it("reads what endpoints of both accounts captured, and writes reports only", async () => {
    const { cloud } = await plane();
    assert.deepEqual(
      json(cloud.one(AWS.iam.RolePolicy, "monitoring-policy")),
      document(
        allow(
          "ReadCapture",
          "s3:GetObject",
          CAPTURED.map((bucket) => `${bucket}/*`),
        ),
        allow("ListCapture", "s3:ListBucket", CAPTURED),
        allow("DecryptCapture", ["kms:Decrypt", "kms:DescribeKey"], [STAGING_KEY, PRODUCTION_KEY]),
        allow("ReadBaselines", "s3:GetObject", `${ARTIFACTS}/*`),
        allow("WriteReports", ["s3:AbortMultipartUpload", "s3:PutObject"], `${ARTIFACTS}/monitoring/*`),
        allow("ListArtifacts", "s3:ListBucket", ARTIFACTS),
        allow("UseKey", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN),
        allow("EncryptVolumes", "kms:CreateGrant", KEY_ARN, {
          Bool: { "kms:GrantIsForAWSResource": "true" },
        }),
        ...PULL_AWS_IMAGES,
        allow("PullImages", PULL, "arn:aws:ecr:eu-west-1:200000000002:repository/mlops/fraud/*"),
        allow(
          "WriteLogs",
          ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          "arn:aws:logs:eu-west-1:200000000002:log-group:/aws/sagemaker/ProcessingJobs:*",
        ),
        allow("WriteMetrics", "cloudwatch:PutMetricData", "*", {
          StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] },
        }),
        ...vpcJobStatementsOf(
          "200000000002",
          ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
          ["sg-0a1b2c3d4e5f60718"],
        ),
      ),
    );
  });
});
