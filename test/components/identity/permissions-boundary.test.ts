import assert from "node:assert/strict";

import { PermissionsBoundary } from "../../../components/identity/permissions-boundary";
import type { Scope } from "../../../settings/scope";
import { assertRefused, BOUNDARY_ARN, create, document, json, scope, tree } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const boundary = (where: Scope, deploysModels = false) =>
  create((options) => new PermissionsBoundary("boundary", { scope: where, deploysModels }, options), where);

const LOGS_AND_TOPICS_STAY = {
  Sid: "LogsAndTopicsStay",
  Effect: "Deny",
  Action: [
    "logs:DeleteLogGroup",
    "logs:PutRetentionPolicy",
    "logs:PutSubscriptionFilter",
    "sns:SetTopicAttributes",
  ],
  Resource: "*",
};

describe("PermissionsBoundary", () => {
  it("is one policy whose ARN it gives out", async () => {
    const { cloud, component } = await boundary(scope());
    assert.deepEqual(tree(cloud), [
      "boundary > aws:iam/policy:Policy boundary",
      "mlops:identity:PermissionsBoundary boundary",
    ]);
    const { policy, ...rest } = cloud.one(AWS.iam.Policy, "boundary").inputs;
    assert.equal(typeof policy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-boundary",
      description: "The most that roles of the ML landing zone can do",
    });
    assert.equal(await valueOf(component.policyArn), BOUNDARY_ARN);
  });

  it("allows the services of ML and the team's roles, and denies every way out", async () => {
    const { cloud } = await boundary(scope());
    assert.deepEqual(
      json(cloud.one(AWS.iam.Policy, "boundary")),
      document(
        {
          Sid: "MlServices",
          Effect: "Allow",
          Action: [
            "application-autoscaling:*",
            "cloudwatch:*",
            "datasync:*",
            "dynamodb:*",
            "ecr:*",
            "es:*",
            "events:*",
            "glue:*",
            "kinesis:*",
            "kms:*",
            "lambda:*",
            "logs:*",
            "s3:*",
            "sagemaker:*",
            "sagemaker-mlflow:*",
            "scheduler:*",
            "secretsmanager:*",
            "sns:*",
            "sqs:*",
            "ssm:*",
            "sts:*",
            "xray:*",
          ],
          Resource: "*",
        },
        {
          Sid: "PrivateNetwork",
          Effect: "Allow",
          Action: [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:CreateNetworkInterfacePermission",
            "ec2:CreateTags",
            "ec2:DeleteNetworkInterface",
            "ec2:DeleteNetworkInterfacePermission",
            "ec2:Describe*",
            "ec2:UnassignPrivateIpAddresses",
          ],
          Resource: "*",
        },
        {
          Sid: "ReadForAudits",
          Effect: "Allow",
          Action: [
            "cloudtrail:DescribeTrails",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetTrail",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:ListTrails",
            "cloudtrail:LookupEvents",
            "iam:Get*",
            "iam:List*",
            "iam:SimulatePrincipalPolicy",
          ],
          Resource: "*",
        },
        {
          Sid: "PassOwnRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: "arn:aws:iam::200000000002:role/mlops-fraud-*",
        },
        {
          Sid: "NoWayOut",
          Effect: "Deny",
          Action: [
            "dynamodb:PutResourcePolicy",
            "ecr:PutRegistryPolicy",
            "ecr:PutReplicationConfiguration",
            "ecr:SetRepositoryPolicy",
            "es:DeleteDomain",
            "es:UpdateDomainConfig",
            "events:DeleteRule",
            "events:DisableRule",
            "events:PutPermission",
            "events:PutRule",
            "events:PutTargets",
            "events:RemoveTargets",
            "glue:PutResourcePolicy",
            "kinesis:PutResourcePolicy",
            "kms:DisableKey",
            "kms:PutKeyPolicy",
            "kms:ScheduleKeyDeletion",
            "lambda:AddLayerVersionPermission",
            "lambda:AddPermission",
            "lambda:CreateFunctionUrlConfig",
            "logs:PutDestinationPolicy",
            "logs:PutResourcePolicy",
            "s3:DeleteBucket",
            "s3:DeleteBucketPolicy",
            "s3:PutBucketAcl",
            "s3:PutBucketPolicy",
            "s3:PutBucketPublicAccessBlock",
            "s3:PutReplicationConfiguration",
            "sagemaker:PutModelPackageGroupPolicy",
            "secretsmanager:DeleteResourcePolicy",
            "secretsmanager:PutResourcePolicy",
            "sns:AddPermission",
            "sqs:AddPermission",
            "sqs:SetQueueAttributes",
            "ssm:ModifyDocumentPermission",
            "ssm:PutResourcePolicy",
          ],
          Resource: "*",
        },
        LOGS_AND_TOPICS_STAY,
      ),
    );
  });

  it("differs where models are deployed in what the role of their pipeline needs", async () => {
    const statements = async (deploysModels: boolean): Promise<unknown[]> => {
      const { cloud } = await boundary(scope(), deploysModels);
      return (json(cloud.one(AWS.iam.Policy, "boundary")) as { Statement: unknown[] }).Statement;
    };
    const elsewhere = await statements(false);
    assert.deepEqual(elsewhere.at(-1), LOGS_AND_TOPICS_STAY);
    assert.deepEqual(await statements(true), [
      ...elsewhere.slice(0, -1),
      {
        ...LOGS_AND_TOPICS_STAY,
        Condition: {
          ArnNotEquals: {
            "aws:PrincipalArn": "arn:aws:iam::200000000002:role/mlops-fraud-automation-model-deploy",
          },
        },
      },
      {
        Sid: "RolesThatServicesMake",
        Effect: "Allow",
        Action: "iam:CreateServiceLinkedRole",
        Resource:
          "arn:aws:iam::200000000002:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
      },
    ]);
  });

  it("names the roles in the partition of the scope", async () => {
    const { cloud } = await boundary(scope({ region: "cn-north-1", partition: "aws-cn" }));
    const { Statement } = json(cloud.one(AWS.iam.Policy, "boundary")) as {
      Statement: { Resource: string }[];
    };
    assert.equal(Statement[3]?.Resource, "arn:aws-cn:iam::200000000002:role/mlops-fraud-*");
  });

  it("fails when the name does not fit", async () => {
    const where = scope({ team: "f".repeat(110) });
    await assertRefused(
      (options) => new PermissionsBoundary("boundary", { scope: where }, options),
      /has 136 characters, the service allows 128: shorten boundary$/,
      where,
    );
  });
});
