import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { deployed, listed, sampleContract, VERSION } from "./deployments";

const NAME = "mlops-credit-staging-churn";
const MADE = `${NAME}-0a1b2c3`;
const MODEL = "aws:sagemaker/model:Model";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const SERVERLESS =
  "inference: serverless\nnetworkIsolation: false\ncapture: { percent: 0 }\ntraffic: { shift: all-at-once }\n";

describe("a serverless deployment", () => {
  it("has an endpoint without instances, disks, capture or guardrails", async () => {
    const made = await deployed(SERVERLESS);
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
    ]);
    const { metricName, statistic, comparisonOperator, threshold } = made.inputs(ALARM, "throttling");
    assert.deepEqual(
      [metricName, statistic, comparisonOperator, threshold],
      ["ServerlessConcurrentExecutionsUtilization", "Maximum", "GreaterThanOrEqualToThreshold", 1],
    );
    assert.deepEqual(made.inputs("aws:sagemaker/endpointConfiguration:EndpointConfiguration"), {
      tags: { ModelVersion: "7" },
      productionVariants: [
        {
          variantName: "AllTraffic",
          modelName: MADE,
          serverlessConfig: { memorySizeInMb: 2_048, maxConcurrency: 10 },
        },
      ],
    });
    assert.deepEqual(made.inputs("aws:sagemaker/endpoint:Endpoint"), {
      name: NAME,
      endpointConfigName: MADE,
    });
    assert.equal(made.outputs.inference, "serverless");
    assert.equal(made.outputs.instances, 0);
  });

  it("runs the account's own copy of the image, in no VPC", async () => {
    const made = await deployed(SERVERLESS);
    assert.deepEqual(made.inputs(MODEL), {
      executionRoleArn: sampleContract.endpointRoleArn,
      primaryContainer: {
        image: "333333333333.dkr.ecr.eu-west-1.amazonaws.com/mlops-credit-churn:build-7",
        modelDataUrl: VERSION.modelDataUrl,
      },
    });
  });

  it("has the environment variables of the version, which say who serves its archive", async () => {
    const environment = {
      SAGEMAKER_PROGRAM: "inference.py",
      SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code",
    };
    const made = await deployed(SERVERLESS, { version: { ...VERSION, environment } });
    assert.deepEqual(made.inputs(MODEL).primaryContainer, {
      image: "333333333333.dkr.ecr.eu-west-1.amazonaws.com/mlops-credit-churn:build-7",
      modelDataUrl: VERSION.modelDataUrl,
      environment,
    });
  });

  it("runs images of AWS from where they are", async () => {
    const image = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:3.0-5";
    const made = await deployed(SERVERLESS, {
      version: { ...VERSION, image },
      contract: { replicatesImages: false },
    });
    assert.deepEqual(made.inputs(MODEL).primaryContainer, { image, modelDataUrl: VERSION.modelDataUrl });
  });

  it("runs images from where they are in a trial of one account", async () => {
    const made = await deployed(SERVERLESS, {
      contract: {
        account: "222222222222",
        replicatesImages: false,
      },
    });
    assert.equal((made.inputs(MODEL).primaryContainer as { image: string }).image, VERSION.image);
  });

  it("fails where the image is not copied", async () => {
    await assert.rejects(deployed(SERVERLESS, { contract: { replicatesImages: false } }), {
      name: "InvalidInput",
      message:
        "the model version cannot be used:\n" +
        `- image is ${VERSION.image}, but a serverless endpoint takes images of its own account only, and the ` +
        "registry of account 333333333333 has no copy; let the platform team replicate images, or use realtime",
    });
  });

  it("scales its provisioned concurrency by how much of it is in use", async () => {
    const made = await deployed(`${SERVERLESS}serverless: { provisionedConcurrency: 2 }\n`);
    const registration = {
      serviceNamespace: "sagemaker",
      scalableDimension: "sagemaker:variant:DesiredProvisionedConcurrency",
      resourceId: `endpoint/${NAME}/variant/AllTraffic`,
    };
    assert.deepEqual(made.inputs("aws:appautoscaling/target:Target"), {
      ...registration,
      minCapacity: 2,
      maxCapacity: 10,
    });
    assert.deepEqual(made.inputs("aws:appautoscaling/policy:Policy"), {
      ...registration,
      name: `${NAME}-track`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: {
          predefinedMetricType: "SageMakerVariantProvisionedConcurrencyUtilization",
        },
        targetValue: 0.7,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
  });
});
