import assert from "node:assert/strict";

import type { RetrainingPathArgs } from "../../../components/events/retraining-path";
import { RetrainingPath } from "../../../components/events/retraining-path";
import { FEDERATED } from "../../support/approval-path";
import { BOUNDARY_ARN, CODE, create, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

const PREFIX = "mlops-fraud-automation";
const CHURN = {
  model: "churn",
  mode: "retrain",
  monitors: ["drift", "modelQuality"],
  coolDownHours: 168,
  runsPerMonth: 2,
  minimumNewLabels: 0,
  windowHours: 24,
  pipelineId: "42",
} as const;

const path = (models: RetrainingPathArgs["models"] = [CHURN]) =>
  create(
    (options) =>
      new RetrainingPath(
        "retraining",
        {
          scope: scope(),
          models,
          azureDevOps: {
            organizationUrl: "https://dev.azure.com/contoso-ml",
            project: "fraud-ml",
            credential: FEDERATED,
          },
          artifactBucketName: "artifacts",
          code: CODE,
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
        },
        options,
      ),
    scope(),
  );

describe("RetrainingPath", () => {
  it("takes the alarms of the model's listed monitors when they begin to ring, and no others", async () => {
    const { cloud } = await path();
    assert.deepEqual(json(cloud.one(AWS.cloudwatch.EventRule, "retraining-churn-rule"), "eventPattern"), {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: {
        alarmName: ["mlops-fraud-churn-monitor-drift", "mlops-fraud-churn-monitor-model-quality"],
        state: { value: ["ALARM"] },
      },
    });
  });

  it("lets the rules of its models send, and nothing else", async () => {
    const { cloud } = await path([CHURN, { ...CHURN, model: "payments" }]);
    const policy = json(cloud.one(AWS.sqs.QueuePolicy, "retraining-queue-policy"), "policy") as {
      readonly Statement: readonly Readonly<Record<string, unknown>>[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Principal, Condition }) => ({ Principal, Condition })),
      [
        {
          Principal: { Service: "events.amazonaws.com" },
          Condition: {
            ArnEquals: {
              "aws:SourceArn": ["churn", "payments"].map(
                (model) => `arn:aws:events:eu-west-1:200000000002:rule/${PREFIX}-retrain-${model}`,
              ),
            },
          },
        },
      ],
    );
  });

  it("keeps limits where the function reads them, and lets no event come before", async () => {
    const { cloud } = await path();
    const limits = cloud.one(AWS.ssm.Parameter, "retraining-churn-limits");
    assert.equal(limits.inputs.name, "/mlops/fraud/automation/retraining/churn");
    assert.deepEqual(json(limits, "value"), {
      mode: "retrain",
      pipelineId: "42",
      monitors: ["drift", "model-quality"],
      coolDownHours: 168,
      runsPerMonth: 2,
      minimumNewLabels: 0,
      windowHours: 24,
    });
    assert.ok(
      cloud.one(AWS.cloudwatch.EventTarget, "retraining-churn-target").dependencies.includes(limits.urn),
    );
  });

  it("keeps decisions in an encrypted, restorable table that nobody deletes by mistake", async () => {
    const { cloud } = await path();
    const table = cloud.one(AWS.dynamodb.Table, "retraining-decisions");
    assert.deepEqual(table.inputs, {
      name: `${PREFIX}-retraining`,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "model",
      rangeKey: "entry",
      attributes: [
        { name: "model", type: "S" },
        { name: "entry", type: "S" },
      ],
      ttl: { attributeName: "expiration", enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: KEY_ARN },
      deletionProtectionEnabled: true,
    });
    assert.equal(table.protect, true);
  });

  it("signs in only where a model is trained without a person", async () => {
    const sids = async (mode: "notify" | "retrain"): Promise<string[]> => {
      const { cloud, component } = await path([{ ...CHURN, mode }]);
      assert.equal(component.signsIn, mode === "retrain");
      const { Statement } = json(
        cloud.one(AWS.iam.RolePolicy, "retraining-function-role-policy"),
        "policy",
      ) as { readonly Statement: readonly { readonly Sid: string }[] };
      return Statement.map(({ Sid }) => Sid);
    };
    assert.ok((await sids("retrain")).includes("ProveIdentityToEntra"));
    assert.ok(!(await sids("notify")).includes("ProveIdentityToEntra"));
  });

  it("has a schedule for each model that settings give one, whose message names the time of its firing", async () => {
    const { cloud } = await path([
      { ...CHURN, schedule: "monthly" },
      { ...CHURN, model: "payments" },
    ]);
    const [schedule, second] = cloud.byType(AWS.scheduler.Schedule);
    assert.equal(second, undefined);
    assert.equal(schedule?.inputs.scheduleExpression, "cron(0 6 1 * ? *)");
    const { input } = schedule.inputs.target as { readonly input: string };
    assert.deepEqual(JSON.parse(input), {
      source: "mlops.schedule",
      "detail-type": "Retraining by schedule",
      time: "<aws.scheduler.scheduled-time>",
      detail: { model: "churn" },
    });
    assert.equal((await path()).cloud.byType(AWS.scheduler.ScheduleGroup).length, 0);
  });

  it("watches its queue and its function", async () => {
    const { cloud } = await path();
    const names = cloud.byType(AWS.cloudwatch.MetricAlarm).map(({ inputs }) => String(inputs.name));
    assert.deepEqual(
      names.sort(),
      [
        "guard-retraining-age",
        "guard-retraining-errors",
        "guard-retraining-throttles",
        "retraining-requests-dead-letters",
      ].map((name) => `${PREFIX}-${name}`),
    );
  });

  it("fails when no model is retrained", async () => {
    await assert.rejects(path([]), /no model has retraining: leave the path out/);
  });
});
