import assert from "node:assert/strict";

import { MonitoringStart } from "../../../components/monitoring/monitoring-start";
import { BOUNDARY_ARN, create, json, KEY_ARN, scope, statementsIn, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const QUEUE = "mlops-fraud-automation-monitoring-dead-letters";

const start = () =>
  create(
    (options) =>
      new MonitoringStart(
        "monitoring",
        {
          scope: scope(),
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          models: ["churn", "payments"],
        },
        options,
      ),
  );

describe("MonitoringStart", () => {
  it("has a role that starts the monitoring pipelines of these models, and nothing else", async () => {
    const { cloud, component } = await start();
    const role = cloud.one(AWS.iam.Role, "monitoring-role");
    assert.equal(role.inputs.name, "mlops-fraud-automation-schedule-monitoring");
    assert.match(String(role.inputs.assumeRolePolicy), /"Service":"scheduler.amazonaws.com"/);
    assert.equal(await valueOf(component.roleArn), `arn:aws:iam::200000000002:role/${role.inputs.name}`);
    const pipeline = "arn:aws:sagemaker:eu-west-1:200000000002:pipeline/fraud";
    assert.deepEqual(
      statementsIn(cloud.one(AWS.iam.RolePolicy, "monitoring-role-policy")).map(({ Action, Resource }) => [
        Action,
        Resource,
      ]),
      [
        [
          "sagemaker:StartPipelineExecution",
          [`${pipeline}-churn-monitoring`, `${pipeline}-payments-monitoring`],
        ],
        ["sqs:SendMessage", `arn:aws:sqs:eu-west-1:200000000002:${QUEUE}`],
        [["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], KEY_ARN],
      ],
    );
  });

  it("keeps starts that failed in an encrypted queue, and tells people", async () => {
    const { cloud, component } = await start();
    const queue = cloud.one(AWS.sqs.Queue, "monitoring-dead-letters");
    assert.deepEqual(
      [queue.inputs.name, queue.inputs.kmsMasterKeyId, queue.inputs.messageRetentionSeconds],
      [QUEUE, KEY_ARN, 1_209_600],
    );
    assert.deepEqual(json(queue, "redriveAllowPolicy"), { redrivePermission: "denyAll" });
    assert.equal(await valueOf(component.deadLetterQueueArn), `arn:aws:sqs:eu-west-1:200000000002:${QUEUE}`);
    const { name, alarmActions, dimensions, threshold } = cloud.one(
      AWS.cloudwatch.MetricAlarm,
      "monitoring-dead-letters-alarm",
    ).inputs;
    assert.deepEqual(
      [name, alarmActions, dimensions, threshold],
      [QUEUE, [TOPIC_ARN], { QueueName: QUEUE }, 0],
    );
  });
});
