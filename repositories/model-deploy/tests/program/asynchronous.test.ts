import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { deployed, listed, sampleContract } from "./deployments";

const NAME = "mlops-credit-staging-churn";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const POLICY = "aws:appautoscaling/policy:Policy";
const ASYNCHRONOUS = "inference: asynchronous\ncapture: { percent: 0 }\n";
const FROM_ZERO = `${ASYNCHRONOUS}instances: { minimum: 0 }\n`;

describe("an asynchronous deployment", () => {
  it("puts answers and failures under keys of the model, and tells topics of both", async () => {
    const made = await deployed(ASYNCHRONOUS);
    const bucket = `s3://${sampleContract.inferenceBucketName}/async/churn`;
    assert.deepEqual(made.inputs("aws:sagemaker/endpointConfiguration:EndpointConfiguration"), {
      tags: { ModelVersion: "7" },
      kmsKeyArn: sampleContract.kmsKeyArn,
      productionVariants: [
        {
          variantName: "AllTraffic",
          modelName: `${NAME}-0a1b2c3`,
          instanceType: "ml.m5.large",
          initialInstanceCount: 2,
          initialVariantWeight: 1,
        },
      ],
      asyncInferenceConfig: {
        clientConfig: { maxConcurrentInvocationsPerInstance: 4 },
        outputConfig: {
          s3OutputPath: `${bucket}/output/7/`,
          s3FailurePath: `${bucket}/failure/`,
          kmsKeyId: sampleContract.kmsKeyArn,
          notificationConfig: {
            successTopic: `arn:of:${NAME}-success`,
            errorTopic: `arn:of:${NAME}-error`,
          },
        },
      },
    });
    for (const suffix of ["success", "error"]) {
      assert.deepEqual(made.inputs("aws:sns/topic:Topic", suffix), {
        name: `${NAME}-${suffix}`,
        kmsMasterKeyId: sampleContract.kmsKeyArn,
      });
    }
  });

  it("tells the queue that keeps answers, of a model that is watched", async () => {
    const queueArn = "arn:aws:sqs:eu-west-1:200000000003:mlops-credit-staging-capture-asynchronous";
    const of = async (models: string[]) =>
      listed(
        await deployed(ASYNCHRONOUS, { contract: { asynchronousCapture: { queueArn, models } } }),
      ).filter((line) => line.startsWith("TopicSubscription"));
    assert.deepEqual(
      [await of(["leads"]), await of(["leads", "churn"])],
      [[], ["TopicSubscription captured"]],
    );
    const made = await deployed(ASYNCHRONOUS, {
      contract: { asynchronousCapture: { queueArn, models: ["churn"] } },
    });
    assert.deepEqual(made.inputs("aws:sns/topicSubscription:TopicSubscription"), {
      topic: `arn:of:${NAME}-success`,
      protocol: "sqs",
      endpoint: queueArn,
      rawMessageDelivery: true,
    });
  });

  it("runs the registered version isolated, as a realtime endpoint does", async () => {
    const made = await deployed(ASYNCHRONOUS);
    const { enableNetworkIsolation, vpcConfig } = made.inputs("aws:sagemaker/model:Model");
    assert.equal(enableNetworkIsolation, true);
    assert.deepEqual(vpcConfig, {
      subnets: sampleContract.subnetIds,
      securityGroupIds: sampleContract.securityGroupIds,
    });
  });

  it("tells people of failed requests, and goes back to the version before", async () => {
    const made = await deployed(ASYNCHRONOUS);
    const { metricName, dimensions, threshold, alarmActions, alarmDescription } = made.inputs(
      ALARM,
      "model-errors",
    );
    assert.deepEqual(
      { metricName, dimensions, threshold, alarmActions, alarmDescription },
      {
        metricName: "InvocationFailures",
        dimensions: { EndpointName: NAME, VariantName: "AllTraffic" },
        threshold: 5,
        alarmActions: [sampleContract.alertTopicArn],
        alarmDescription: `${NAME} fails more than 5 requests in a minute: see async/churn/failure/`,
      },
    );
    const { deploymentConfig } = made.inputs("aws:sagemaker/endpoint:Endpoint") as {
      deploymentConfig: { autoRollbackConfiguration: unknown };
    };
    assert.deepEqual(deploymentConfig.autoRollbackConfiguration, {
      alarms: ["server-errors", "model-errors", "latency"].map((what) => ({ alarmName: `${NAME}-${what}` })),
    });
  });

  it("scales by the requests that wait for each instance", async () => {
    const made = await deployed(ASYNCHRONOUS);
    assert.deepEqual(made.inputs(POLICY, "scaling-track").targetTrackingScalingPolicyConfiguration, {
      customizedMetricSpecification: {
        namespace: "AWS/SageMaker",
        metricName: "ApproximateBacklogSizePerInstance",
        dimensions: [{ name: "EndpointName", value: NAME }],
        statistic: "Average",
      },
      targetValue: 10,
      scaleInCooldown: 300,
      scaleOutCooldown: 60,
    });
  });

  it("can leave zero instances whatever the minimum: others may lower it while nobody asks", async () => {
    const made = await deployed(`${ASYNCHRONOUS}instances: { minimum: 1 }\n`);
    assert.equal(made.inputs("aws:appautoscaling/target:Target").minCapacity, 1);
    assert.equal(made.inputs(POLICY, "scaling-from-zero").policyType, "StepScaling");
    assert.equal(made.inputs(ALARM, "backlog-without-capacity").metricName, "HasBacklogWithoutCapacity");
  });

  it("starts with instances enough to shift traffic in steps, though none may serve now", async () => {
    for (const [own, started] of [
      [FROM_ZERO, 2],
      [`${FROM_ZERO}traffic: { shift: all-at-once }\n`, 1],
    ] as const) {
      assert.equal((await deployed(own, { instances: 0 })).outputs.instances, started);
    }
  });

  it("leaves zero instances when a request waits", async () => {
    const made = await deployed(FROM_ZERO);
    assert.deepEqual(
      listed(made).filter((line) => /scaling|backlog/.test(line)),
      [
        "MetricAlarm backlog-without-capacity",
        "Policy scaling-from-zero",
        "Policy scaling-track",
        "Target scaling",
      ],
    );
    assert.equal(made.inputs("aws:appautoscaling/target:Target").minCapacity, 0);
    assert.deepEqual(made.inputs(POLICY, "scaling-from-zero"), {
      serviceNamespace: "sagemaker",
      scalableDimension: "sagemaker:variant:DesiredInstanceCount",
      resourceId: `endpoint/${NAME}/variant/AllTraffic`,
      name: `${NAME}-from-zero`,
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Average",
        cooldown: 300,
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    });
    assert.deepEqual(made.inputs(ALARM, "backlog-without-capacity"), {
      name: `${NAME}-backlog-without-capacity`,
      alarmDescription: `${NAME} has requests waiting and no instance: the first one is started`,
      namespace: "AWS/SageMaker",
      metricName: "HasBacklogWithoutCapacity",
      dimensions: { EndpointName: NAME },
      statistic: "Average",
      period: 60,
      evaluationPeriods: 2,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "missing",
      alarmActions: [`arn:of:${NAME}-from-zero`],
    });
  });
});
