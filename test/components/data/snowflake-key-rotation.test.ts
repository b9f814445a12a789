import assert from "node:assert/strict";

import { SnowflakeKeyRotation } from "../../../components/data/snowflake-key-rotation";
import { BOUNDARY_ARN, CODE, create, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-rotate-snowflake-key";
const FUNCTION_ARN = `arn:aws:lambda:eu-west-1:200000000002:function:${NAME}`;
const SECRET_ARN =
  "arn:aws:secretsmanager:eu-west-1:200000000002:secret:mlops/fraud/automation/snowflake-a1b2c3";
const NETWORK = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] };

const rotation = () =>
  create(
    (options) =>
      new SnowflakeKeyRotation(
        "r",
        {
          scope: scope(),
          secretArn: SECRET_ARN,
          rotationDays: 14,
          snowflake: { account: "contoso-analytics", user: "MLOPS_FRAUD", role: "FRAUD_READER" },
          code: CODE,
          network: NETWORK,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          logRetentionDays: 90,
        },
        options,
      ),
  );

describe("SnowflakeKeyRotation", () => {
  it("rotates on schedule, not at once: the first key pair may not be there yet", async () => {
    const { cloud } = await rotation();
    const schedule = cloud.one(AWS.secretsmanager.SecretRotation, "r-schedule");
    assert.deepEqual(schedule.inputs, {
      secretId: SECRET_ARN,
      rotationLambdaArn: FUNCTION_ARN,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: 14 },
    });
    assert.ok(schedule.dependencies.includes(cloud.one(AWS.lambda.Permission, "r-permission").urn));
  });

  it("can be called by Secrets Manager for this secret only", async () => {
    const { cloud } = await rotation();
    assert.deepEqual(cloud.one(AWS.lambda.Permission, "r-permission").inputs, {
      function: NAME,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: "200000000002",
      sourceArn: SECRET_ARN,
    });
  });

  it("knows the account, the user and the role, and no secret", async () => {
    const { cloud } = await rotation();
    const { environment, timeout, vpcConfig, role } = cloud.one(AWS.lambda.Function, "r").inputs;
    assert.deepEqual(environment, {
      variables: {
        SNOWFLAKE_ACCOUNT: "contoso-analytics",
        SNOWFLAKE_USER: "MLOPS_FRAUD",
        SNOWFLAKE_ROLE: "FRAUD_READER",
      },
    });
    assert.deepEqual([timeout, vpcConfig, role], [120, NETWORK, `arn:aws:iam::200000000002:role/${NAME}`]);
  });

  it("raises an alarm at the first error", async () => {
    const { cloud } = await rotation();
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "r-alarm").inputs, {
      name: `${NAME}-errors`,
      alarmDescription: "The key pair of the Snowflake user could not be replaced; the old one still works",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: NAME },
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    });
  });
});
