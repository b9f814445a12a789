import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { deployed, listed, sampleContract } from "./deployments";

const NAME = "mlops-credit-staging-churn";
const MADE = `${NAME}-0a1b2c3`;
const ENDPOINT = "aws:sagemaker/endpoint:Endpoint";
const CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";
const MODEL = "aws:sagemaker/model:Model";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("a realtime deployment", () => {
  it("has an endpoint with all that belongs to it, and tells the pipeline their names", async () => {
    const made = await deployed("");
    assert.deepEqual(listed(made), [
      "Endpoint endpoint",
      `EndpointConfiguration ${NAME}`,
      "LogGroup logs",
      "LogSubscriptionFilter logs-to-search",
      "MetricAlarm latency",
      "MetricAlarm model-errors",
      "MetricAlarm server-errors",
      "MetricAlarm throttling",
      `Model ${NAME}`,
      "Policy scaling-track",
      "Target scaling",
    ]);
    assert.deepEqual(made.outputs, {
      inference: "realtime",
      modelPackageArn: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/7",
      model: "churn",
      endpointName: NAME,
      endpointConfigName: MADE,
      modelName: MADE,
      variantName: "AllTraffic",
      instances: 2,
    });
  });

  it("acts with one provider, in the contract's account and with its tags", async () => {
    const made = await deployed("");
    const { region, allowedAccountIds, defaultTags } = made.inputs("pulumi:providers:aws");
    assert.deepEqual(
      { region, allowedAccountIds, defaultTags },
      {
        region: "eu-west-1",
        allowedAccountIds: JSON.stringify(["333333333333"]),
        defaultTags: JSON.stringify({
          tags: { ...sampleContract.tags, ManagedBy: "pulumi", Model: "churn" },
        }),
      },
    );
    const providers = new Set(
      made.resources.filter(({ type }) => type.startsWith("aws:")).map(({ provider }) => provider),
    );
    assert.deepEqual(
      [...providers],
      ["urn:pulumi:staging-churn::model-deploy::pulumi:providers:aws::aws::aws-id"],
    );
  });

  it("runs the registered version in the VPC and isolated, under no fixed name", async () => {
    const made = await deployed("");
    assert.deepEqual(made.inputs(MODEL), {
      executionRoleArn: sampleContract.endpointRoleArn,
      enableNetworkIsolation: true,
      primaryContainer: {
        modelPackageName: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/7",
      },
      vpcConfig: {
        subnets: sampleContract.subnetIds,
        securityGroupIds: sampleContract.securityGroupIds,
      },
    });
  });

  it("encrypts its disks, and captures requests and answers as text", async () => {
    const made = await deployed("");
    assert.deepEqual(made.inputs(CONFIG), {
      tags: { ModelVersion: "7" },
      kmsKeyArn: sampleContract.kmsKeyArn,
      productionVariants: [
        {
          variantName: "AllTraffic",
          modelName: MADE,
          instanceType: "ml.m5.large",
          initialInstanceCount: 2,
          initialVariantWeight: 1,
        },
      ],
      dataCaptureConfig: {
        enableCapture: true,
        initialSamplingPercentage: 100,
        destinationS3Uri: `s3://${sampleContract.captureBucketName}/churn/7`,
        kmsKeyId: sampleContract.kmsKeyArn,
        captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
        captureContentTypeHeader: { csvContentTypes: ["text/csv"] },
      },
    });
  });

  it("names no key for instances with disks of their own", async () => {
    const made = await deployed("instances: { type: ml.m5d.large }");
    assert.equal("kmsKeyArn" in made.inputs(CONFIG), false);
  });

  it("captures nothing where the file says 0", async () => {
    const made = await deployed("capture: { percent: 0 }");
    assert.equal("dataCaptureConfig" in made.inputs(CONFIG), false);
  });

  for (const [now, started] of [
    [undefined, 2],
    [1, 2],
    [3, 3],
    [9, 4],
  ] as const) {
    it(`starts ${started} of 2 to 4 instances where ${now ?? "nobody knows how many"} serve now`, async () => {
      const made = await deployed("", now === undefined ? {} : { instances: now });
      const [variant] = made.inputs(CONFIG).productionVariants as { initialInstanceCount: number }[];
      assert.equal(variant?.initialInstanceCount, started);
      assert.equal(made.outputs.instances, started);
    });
  }

  it("asks another version in the shadow", async () => {
    const made = await deployed("shadow: { version: 3, percent: 20 }");
    assert.deepEqual(made.inputs(MODEL, `${NAME}-shadow`).primaryContainer, {
      modelPackageName: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/3",
    });
    assert.deepEqual(made.inputs(CONFIG).shadowProductionVariants, [
      {
        variantName: "Shadow",
        modelName: `${NAME}-shadow-0a1b2c3`,
        instanceType: "ml.m5.large",
        initialInstanceCount: 2,
        initialVariantWeight: 0.2,
      },
    ]);
  });

  it("keeps its logs encrypted for as long as the contract says, and sends them to the search", async () => {
    const made = await deployed("");
    assert.deepEqual(made.inputs("aws:cloudwatch/logGroup:LogGroup"), {
      name: `/aws/sagemaker/Endpoints/${NAME}`,
      retentionInDays: 365,
      kmsKeyId: sampleContract.kmsKeyArn,
    });
    assert.deepEqual(made.inputs("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"), {
      name: `${NAME}-to-search`,
      logGroup: `/aws/sagemaker/Endpoints/${NAME}`,
      destinationArn: sampleContract.logDestinationArn,
      filterPattern: "",
    });
  });

  it("sends logs nowhere without a destination", async () => {
    const made = await deployed("", { contract: { logDestinationArn: undefined } });
    assert.equal(listed(made).includes("LogSubscriptionFilter logs-to-search"), false);
  });
});

describe("an update of a realtime endpoint", () => {
  const watched = ["server-errors", "model-errors", "latency"].map((what) => ({
    alarmName: `${NAME}-${what}`,
  }));

  for (const [shift, routing, seconds] of [
    [
      "canary",
      { type: "CANARY", canarySize: { type: "CAPACITY_PERCENT", value: 10 }, waitIntervalInSeconds: 300 },
      300 + 300 + 1_800,
    ],
    [
      "linear",
      { type: "LINEAR", linearStepSize: { type: "CAPACITY_PERCENT", value: 10 }, waitIntervalInSeconds: 300 },
      10 * 300 + 300 + 1_800,
    ],
    ["all-at-once", { type: "ALL_AT_ONCE", waitIntervalInSeconds: 0 }, 300 + 1_800],
  ] as const) {
    it(`shifts traffic ${shift}, and goes back when an alarm goes off`, async () => {
      const made = await deployed(`traffic: { shift: ${shift} }`);
      assert.deepEqual(made.inputs(ENDPOINT), {
        name: NAME,
        endpointConfigName: MADE,
        deploymentConfig: {
          blueGreenUpdatePolicy: {
            trafficRoutingConfiguration: routing,
            terminationWaitInSeconds: 300,
            maximumExecutionTimeoutInSeconds: seconds,
          },
          autoRollbackConfiguration: { alarms: watched },
        },
      });
    });
  }

  it("is watched by alarms on errors and on the latency in microseconds", async () => {
    const made = await deployed(
      "alarms: { serverErrors: 1, modelErrors: 2, refusals: 3, latencyP95Ms: 250 }",
    );
    const common = {
      namespace: "AWS/SageMaker",
      dimensions: { EndpointName: NAME, VariantName: "AllTraffic" },
      period: 60,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [sampleContract.alertTopicArn],
      okActions: [sampleContract.alertTopicArn],
    };
    assert.deepEqual(made.inputs(ALARM, "server-errors"), {
      ...common,
      name: `${NAME}-server-errors`,
      alarmDescription: `${NAME} gives more than 1 answers 5xx in a minute`,
      metricName: "Invocation5XXErrors",
      statistic: "Sum",
      threshold: 1,
      evaluationPeriods: 1,
    });
    assert.deepEqual(made.inputs(ALARM, "model-errors"), {
      ...common,
      name: `${NAME}-model-errors`,
      alarmDescription: `${NAME} gives more than 2 answers of the container other than 2xx in a minute`,
      metricName: "InvocationModelErrors",
      statistic: "Sum",
      threshold: 2,
      evaluationPeriods: 1,
    });
    assert.deepEqual(made.inputs(ALARM, "throttling"), {
      ...common,
      name: `${NAME}-throttling`,
      alarmDescription: `${NAME} gives more than 3 answers 4xx, to calls that are throttled or wrong, in a minute`,
      metricName: "Invocation4XXErrors",
      statistic: "Sum",
      threshold: 3,
      evaluationPeriods: 1,
    });
    assert.deepEqual(made.inputs(ALARM, "latency"), {
      ...common,
      name: `${NAME}-latency`,
      alarmDescription: `The container of ${NAME} takes more than 250 ms for the slowest 5 % of requests`,
      metricName: "ModelLatency",
      extendedStatistic: "p95",
      threshold: 250_000,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
  });
});

describe("the scaling of a realtime endpoint", () => {
  it("follows the requests that each instance answers", async () => {
    const made = await deployed("");
    const registration = {
      serviceNamespace: "sagemaker",
      scalableDimension: "sagemaker:variant:DesiredInstanceCount",
      resourceId: `endpoint/${NAME}/variant/AllTraffic`,
    };
    assert.deepEqual(made.inputs("aws:appautoscaling/target:Target"), {
      ...registration,
      minCapacity: 2,
      maxCapacity: 4,
    });
    assert.deepEqual(made.inputs("aws:appautoscaling/policy:Policy"), {
      ...registration,
      name: `${NAME}-track`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
        targetValue: 1_000,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
  });

  it("is left out where there is nothing to choose", async () => {
    const made = await deployed("instances: { maximum: 2 }");
    assert.deepEqual(
      listed(made).filter((line) => line.includes("scaling")),
      [],
    );
  });
});
