import type { Properties } from "../../../simulator/clouds";
import { AWS } from "../../support/types";

const REGISTRATION = {
  serviceNamespace: "sagemaker",
  scalableDimension: "sagemaker:variant:DesiredInstanceCount",
};

/** Inputs of the types that deployments of models are made of. */
export const DEPLOYMENT_INPUTS: Readonly<Record<string, (name: string) => Properties>> = {
  [AWS.appautoscaling.Policy]: (name) => ({
    ...REGISTRATION,
    name: `${name}-track`,
    resourceId: `endpoint/${name}/variant/AllTraffic`,
    policyType: "TargetTrackingScaling",
  }),
  [AWS.appautoscaling.Target]: (name) => ({
    ...REGISTRATION,
    resourceId: `endpoint/${name}/variant/AllTraffic`,
    minCapacity: 1,
    maxCapacity: 2,
  }),
  [AWS.sagemaker.Endpoint]: (name) => ({ name, endpointConfigName: `${name}-a1b2c3d` }),
  [AWS.sagemaker.EndpointConfiguration]: (name) => ({
    productionVariants: [
      {
        variantName: "AllTraffic",
        modelName: `${name}-a1b2c3d`,
        instanceType: "ml.m5.large",
        initialInstanceCount: 1,
      },
    ],
  }),
  [AWS.sagemaker.Model]: () => ({
    executionRoleArn: "arn:aws:iam::111122223333:role/endpoint",
    primaryContainer: {
      modelPackageName: "arn:aws:sagemaker:eu-west-1:444455556666:model-package/fraud-payments/7",
    },
  }),
  [AWS.scheduler.Schedule]: () => ({
    scheduleExpression: "cron(0 5 * * ? *)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: "arn:aws:lambda:eu-west-1:111122223333:function:start",
      roleArn: "arn:aws:iam::111122223333:role/schedules",
    },
  }),
};
