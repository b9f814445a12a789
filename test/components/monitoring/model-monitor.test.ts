import assert from "node:assert/strict";

import { ModelMonitor } from "../../../components/monitoring/model-monitor";
import { MonitoringStart } from "../../../components/monitoring/monitoring-start";
import type { MonitoredModel } from "../../../settings/monitored";
import { monitoredModels } from "../../../settings/monitored";
import { BOUNDARY_ARN, create, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { settingsWith } from "../../support/landed";
import type { MockedCloud } from "../../support/mocks";
import { scopeOf } from "../../support/planes";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";
import type { Raw } from "../../settings/samples";

const BUILDS_ARN = "arn:aws:sns:eu-west-1:200000000002:mlops-fraud-automation-builds";

/** The model churn, monitored as settings say. */
function monitored(monitoring: Raw = {}): MonitoredModel {
  const settings = settingsWith({
    models: { churn: { description: "A model", monitoring: { inference: "realtime", ...monitoring } } },
  });
  return monitoredModels(settings)[0] ?? assert.fail("nothing is monitored");
}

const monitor = (monitoring: Raw = {}, stage = scopeOf("production")) =>
  create((options) => {
    const common = { scope: scope(), kmsKeyArn: KEY_ARN, alertTopicArn: TOPIC_ARN };
    const start = new MonitoringStart(
      "monitoring",
      { ...common, permissionsBoundaryArn: BOUNDARY_ARN, models: ["churn"] },
      options,
    );
    return new ModelMonitor(
      "churn",
      { ...common, buildsTopicArn: BUILDS_ARN, monitored: monitored(monitoring), stage, start },
      options,
    );
  });

/** Inputs of an alarm of the model, by what it watches. */
const alarm = (cloud: MockedCloud, what: string) =>
  cloud.one(AWS.cloudwatch.MetricAlarm, `churn-${what}`).inputs;

const DIMENSIONS = { Team: "fraud", Model: "churn", Stage: "production" };

describe("ModelMonitor", () => {
  it("starts the model's monitoring pipeline, encrypted, and keeps what cannot be started", async () => {
    const { cloud } = await monitor();
    assert.deepEqual(cloud.one(AWS.scheduler.Schedule, "churn").inputs, {
      name: "mlops-fraud-automation-monitoring-churn",
      groupName: "mlops-fraud-automation-monitoring",
      description: "Has the last full day of churn judged",
      scheduleExpression: "cron(0 6 * * ? *)",
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: KEY_ARN,
      target: {
        arn: "arn:aws:sagemaker:eu-west-1:200000000002:pipeline/fraud-churn-monitoring",
        roleArn: "arn:aws:iam::200000000002:role/mlops-fraud-automation-schedule-monitoring",
        sagemakerPipelineParameters: { pipelineParameters: [{ name: "Reason", value: "schedule" }] },
        deadLetterConfig: {
          arn: "arn:aws:sqs:eu-west-1:200000000002:mlops-fraud-automation-monitoring-dead-letters",
        },
        retryPolicy: { maximumEventAgeInSeconds: 1800, maximumRetryAttempts: 10 },
      },
    });
  });

  for (const [window, cron, periods] of [
    ["hour", "cron(15 * * * ? *)", [3600, 3]],
    ["day", "cron(0 6 * * ? *)", [86_400, 2]],
    ["week", "cron(0 6 ? * MON *)", [86_400, 7]],
  ] as const) {
    it(`judges each ${window}, and tells within CloudWatch's seven days that it does not any more`, async () => {
      const { cloud } = await monitor({ window });
      assert.equal(cloud.one(AWS.scheduler.Schedule, "churn").inputs.scheduleExpression, cron);
      const { period, evaluationPeriods, treatMissingData, insufficientDataActions, dimensions, metricName } =
        alarm(cloud, "not-run");
      assert.deepEqual([period, evaluationPeriods], periods);
      assert.ok(periods[0] * periods[1] <= 7 * 86_400);
      assert.deepEqual(
        { treatMissingData, insufficientDataActions, dimensions, metricName },
        {
          treatMissingData: "missing",
          insufficientDataActions: [TOPIC_ARN],
          dimensions: DIMENSIONS,
          metricName: "Runs",
        },
      );
    });
  }

  it("has an alarm for each monitor that is on, and for what goes wrong with monitoring itself", async () => {
    const names = async (monitoring: Raw): Promise<string[]> => {
      const { cloud } = await monitor(monitoring);
      return cloud
        .byType(AWS.cloudwatch.MetricAlarm)
        .map(({ inputs }) => String(inputs.name))
        .filter((name) => name.startsWith("mlops-fraud-churn-monitor-"))
        .map((name) => name.replace("mlops-fraud-churn-monitor-", ""))
        .sort();
    };
    const always = ["capture", "capture-stopped", "failed", "not-run"];
    assert.deepEqual(await names({ kinds: ["drift"] }), [...always, "drift"].sort());
    assert.deepEqual(await names({}), [...always, "bias", "data-quality", "drift", "explainability"].sort());
    assert.ok((await names({ groundTruth: {} })).includes("model-quality"));
    // A transform job has no invocations to compare with.
    assert.ok(!(await names({ inference: "batch" })).includes("capture-stopped"));
  });

  it("says what was found, where the report lies and what to do first; on until a run finds nothing", async () => {
    const { cloud } = await monitor();
    const { alarmDescription, ...rest } = alarm(cloud, "data-quality");
    assert.equal(
      alarmDescription,
      "churn, production: Requests differ from the training data in form: missing values, types, ranges, categories. What, how much and since when: report.html of the newest folder of s3://mlops-fraud-automation-artifacts-200000000002/monitoring/churn/reports/. First: Ask whoever sends the requests what changed; training on such data mends nothing.",
    );
    assert.deepEqual(rest, {
      name: "mlops-fraud-churn-monitor-data-quality",
      namespace: "mlops/monitoring",
      metricName: "Violations",
      dimensions: { ...DIMENSIONS, Monitor: "dataQuality" },
      statistic: "Maximum",
      period: 3600,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "ignore",
      alarmActions: [TOPIC_ARN],
    });
    // CloudWatch takes 1,024 characters.
    for (const { inputs } of cloud.byType(AWS.cloudwatch.MetricAlarm)) {
      assert.ok(String(inputs.alarmDescription).length <= 700, String(inputs.name));
    }
  });

  it("compares what was captured with what the endpoint answered in the account of its stage", async () => {
    const { cloud } = await monitor({ minimumRows: 500 });
    const captured = {
      namespace: "mlops/monitoring",
      metricName: "CapturedRows",
      dimensions: DIMENSIONS,
      stat: "Sum",
      period: 86_400,
    };
    const asked = {
      namespace: "AWS/SageMaker",
      metricName: "Invocations",
      dimensions: { EndpointName: "mlops-fraud-production-churn", VariantName: "AllTraffic" },
      stat: "Sum",
      period: 86_400,
    };
    assert.deepEqual(alarm(cloud, "capture-stopped").metricQueries, [
      { id: "captured", metric: captured },
      { id: "asked", accountId: "200000000004", metric: asked },
      {
        id: "stopped",
        expression: "IF(captured == 0 AND FILL(asked, 0) >= 500, 1, 0)",
        label: "Asked and not captured",
        returnData: true,
      },
    ]);
  });

  it("counts what an asynchronous endpoint has worked off, in a single account without its number", async () => {
    const { cloud } = await monitor(
      { inference: "asynchronous", window: "hour", stage: "staging" },
      scopeOf("staging", { account: scope().account }),
    );
    const [, asked] = alarm(cloud, "capture-stopped").metricQueries as readonly unknown[];
    assert.deepEqual(asked, {
      id: "asked",
      metric: {
        namespace: "AWS/SageMaker",
        metricName: "InvocationsProcessed",
        dimensions: { EndpointName: "mlops-fraud-staging-churn", VariantName: "AllTraffic" },
        stat: "Sum",
        period: 3600,
      },
    });
  });

  it("tells of a pipeline that failed", async () => {
    const { cloud } = await monitor();
    const { namespace, metricName, dimensions, treatMissingData } = alarm(cloud, "failed");
    assert.deepEqual(
      { namespace, metricName, dimensions, treatMissingData },
      {
        namespace: "AWS/Sagemaker/ModelBuildingPipeline",
        metricName: "ExecutionFailed",
        dimensions: { PipelineName: "fraud-churn-monitoring" },
        treatMissingData: "notBreaching",
      },
    );
  });

  it("tells builders once of all that rings together, and when it is over", async () => {
    const { cloud, component } = await monitor({ kinds: ["drift"] });
    const { alarmRule, alarmDescription, ...rest } = cloud.one(
      AWS.cloudwatch.CompositeAlarm,
      "churn-together",
    ).inputs;
    assert.equal(
      alarmRule,
      ["capture", "drift", "capture-stopped", "failed", "not-run"]
        .map((what) => `ALARM("mlops-fraud-churn-monitor-${what}")`)
        .join(" OR "),
    );
    assert.match(String(alarmDescription), /\/monitoring\/churn\/reports\/\.$/);
    assert.deepEqual(rest, {
      alarmName: "mlops-fraud-churn-monitor",
      alarmActions: [BUILDS_ARN],
      okActions: [BUILDS_ARN],
    });
    assert.equal(
      await valueOf(component.alarmNames.drift ?? assert.fail()),
      "mlops-fraud-churn-monitor-drift",
    );
  });
});
