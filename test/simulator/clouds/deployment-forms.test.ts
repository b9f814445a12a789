import assert from "node:assert/strict";

import { simulate } from "../../../simulator/clouds";
import type { Properties } from "../../../simulator/clouds";
import { DEPLOYMENT_INPUTS } from "./deployment-samples";
import type { Forms } from "./samples";
import { assertForms, sample } from "./samples";
import { AWS } from "../../support/types";

const HERE = "eu-west-1:111122223333";
const NAME = "sample-[0-9a-f]{7}";

/** Type, then a pattern for its id and for outputs that other resources or policies are built from. */
const FORMS: readonly (readonly [type: string, forms: Forms])[] = [
  [AWS.sagemaker.Model, { id: NAME, arn: `arn:aws:sagemaker:${HERE}:model/${NAME}` }],
  [
    AWS.sagemaker.EndpointConfiguration,
    { id: NAME, arn: `arn:aws:sagemaker:${HERE}:endpoint-config/${NAME}` },
  ],
  [AWS.sagemaker.Endpoint, { id: "sample", arn: `arn:aws:sagemaker:${HERE}:endpoint/sample` }],
  [
    AWS.appautoscaling.Target,
    {
      id: "endpoint/sample/variant/AllTraffic",
      arn: `arn:aws:application-autoscaling:${HERE}:scalable-target/[0-9a-f]{32}`,
    },
  ],
  [
    AWS.appautoscaling.Policy,
    {
      id: "sample-track",
      arn:
        `arn:aws:autoscaling:${HERE}:scalingPolicy:[0-9a-f-]{36}:` +
        "resource/sagemaker/endpoint/sample/variant/AllTraffic:policyName/sample-track",
    },
  ],
  [
    AWS.scheduler.Schedule,
    { id: `default/${NAME}`, arn: `arn:aws:scheduler:${HERE}:schedule/default/${NAME}` },
  ],
];

describe("simulated deployments of models have the forms that AWS gives them", () => {
  for (const [type, forms] of FORMS) {
    it(type, () => {
      assertForms(type, forms);
    });
  }
});
const instance = {
  variantName: "AllTraffic",
  modelName: "m",
  instanceType: "ml.m5.large",
  initialInstanceCount: 1,
};
const serverless = { variantName: "AllTraffic", modelName: "m", serverlessConfig: { memorySizeInMb: 1024 } };
const asynchronous = { asyncInferenceConfig: { outputConfig: { s3OutputPath: "s3://answers/" } } };
const rollback = { autoRollbackConfiguration: { alarms: [{ alarmName: "errors" }] } };

const policy = (routing: Properties, rest: Properties = {}): Properties => ({
  ...rollback,
  blueGreenUpdatePolicy: {
    trafficRoutingConfiguration: { waitIntervalInSeconds: 600, ...routing },
    terminationWaitInSeconds: 600,
    maximumExecutionTimeoutInSeconds: 3_600,
    ...rest,
  },
});
const part = { type: "CAPACITY_PERCENT", value: 10 };

/** What is wrong, type, inputs, and what AWS says. */
const REFUSED: readonly (readonly [what: string, type: string, inputs: Properties, message: string])[] = [
  [
    "a variant without capacity",
    AWS.sagemaker.EndpointConfiguration,
    { productionVariants: [{ variantName: "AllTraffic", modelName: "m" }] },
    "a variant needs either serverlessConfig or instanceType",
  ],
  [
    "a key for a serverless variant",
    AWS.sagemaker.EndpointConfiguration,
    { productionVariants: [serverless], kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
    "kmsKeyArn is not for serverless variants",
  ],
  [
    "capture of a serverless variant",
    AWS.sagemaker.EndpointConfiguration,
    { productionVariants: [serverless], dataCaptureConfig: { enableCapture: true } },
    "dataCaptureConfig is not for serverless variants",
  ],
  [
    "an asynchronous serverless variant",
    AWS.sagemaker.EndpointConfiguration,
    { productionVariants: [serverless], ...asynchronous },
    "asyncInferenceConfig needs instances",
  ],
  [
    "a shadow of an asynchronous variant",
    AWS.sagemaker.EndpointConfiguration,
    { productionVariants: [instance], shadowProductionVariants: [instance], ...asynchronous },
    "shadowProductionVariants are for real-time variants only",
  ],
  [
    "two shadows",
    AWS.sagemaker.EndpointConfiguration,
    { productionVariants: [instance], shadowProductionVariants: [instance, instance] },
    "one shadow variant beside one variant",
  ],
  [
    "a rollback without alarms",
    AWS.sagemaker.Endpoint,
    { deploymentConfig: { ...policy({ type: "ALL_AT_ONCE" }), autoRollbackConfiguration: { alarms: [] } } },
    "autoRollbackConfiguration needs at least one alarm",
  ],
  [
    "a canary of no size",
    AWS.sagemaker.Endpoint,
    { deploymentConfig: policy({ type: "CANARY" }) },
    "canarySize belongs to CANARY, and to nothing else",
  ],
  [
    "steps of all at once",
    AWS.sagemaker.Endpoint,
    { deploymentConfig: policy({ type: "ALL_AT_ONCE", linearStepSize: part }) },
    "linearStepSize belongs to LINEAR, and to nothing else",
  ],
  [
    "a time that is too long",
    AWS.sagemaker.Endpoint,
    {
      deploymentConfig: policy(
        { type: "CANARY", canarySize: part },
        { maximumExecutionTimeoutInSeconds: 14_401 },
      ),
    },
    "maximumExecutionTimeoutInSeconds is from 600 to 14400",
  ],
  [
    "waits that are longer than the whole",
    AWS.sagemaker.Endpoint,
    {
      deploymentConfig: policy(
        { type: "CANARY", canarySize: part },
        { maximumExecutionTimeoutInSeconds: 1_200 },
      ),
    },
    "maximumExecutionTimeoutInSeconds is not longer than the waits",
  ],
];

describe("simulated endpoints refuse what AWS refuses", () => {
  for (const [what, type, inputs, message] of REFUSED) {
    it(what, () => {
      const registration = sample(type, "sample", { ...DEPLOYMENT_INPUTS[type]?.("sample"), ...inputs });
      assert.throws(() => simulate(registration), {
        message: `${registration.urn}: ValidationException: ${message}`,
      });
    });
  }

  it("and take a canary with alarms", () => {
    const deploymentConfig = policy({ type: "CANARY", canarySize: part });
    const inputs = { ...DEPLOYMENT_INPUTS[AWS.sagemaker.Endpoint]?.("sample"), deploymentConfig };
    assert.deepEqual(
      simulate(sample(AWS.sagemaker.Endpoint, "sample", inputs)).outputs.deploymentConfig,
      deploymentConfig,
    );
  });
});
