import assert from "node:assert/strict";

import { PermissionsBoundary } from "../../../components/identity/permissions-boundary";
import type { Scope } from "../../../settings/scope";
import { assertRefused, BOUNDARY_ARN, create, json, scope } from "../../support/fixtures";
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
  it("gives out the ARN of its policy", async () => {
    const { cloud, component } = await boundary(scope());
    const { policy, ...rest } = cloud.one(AWS.iam.Policy, "boundary").inputs;
    assert.equal(typeof policy, "string");
    assert.deepEqual(rest, {
      name: "mlops-fraud-automation-boundary",
      description: "The most that roles of the ML landing zone can do",
    });
    assert.equal(await valueOf(component.policyArn), BOUNDARY_ARN);
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
