import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { VARIANT } from "../names";
import type { Deployment } from "./deployment";

const INSTANCES = "sagemaker:variant:DesiredInstanceCount";
const PROVISIONED = "sagemaker:variant:DesiredProvisionedConcurrency";

/** Share of the provisioned concurrency in use that more is started above. */
const UTILIZATION = 0.7;

type Tracking = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;

/** Waits between two changes: more capacity soon, less only after some quiet. */
const COOLDOWNS = { scaleInCooldown: 300, scaleOutCooldown: 60 };

/** Keeps the requests that each instance answers in a minute near a number. */
export function scaleByRequests(deployment: Deployment, endpoint: aws.sagemaker.Endpoint): void {
  const { minimum, maximum, invocationsPerInstance } = deployment.settings.instances;
  if (minimum < maximum) {
    const target = scalableTarget(deployment, endpoint, INSTANCES, minimum, maximum);
    track(deployment, target, {
      predefinedMetricSpecification: { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      targetValue: invocationsPerInstance,
    });
  }
}

/** Keeps the requests that wait for each instance near a number, and starts the first instance where there is none. */
export function scaleByBacklog(deployment: Deployment, endpoint: aws.sagemaker.Endpoint): void {
  const { settings, name } = deployment;
  const { minimum, maximum } = settings.instances;
  if (minimum === maximum) {
    return;
  }
  const target = scalableTarget(deployment, endpoint, INSTANCES, minimum, maximum);
  track(deployment, target, {
    customizedMetricSpecification: {
      namespace: "AWS/SageMaker",
      metricName: "ApproximateBacklogSizePerInstance",
      dimensions: [{ name: "EndpointName", value: name }],
      statistic: "Average",
    },
    targetValue: settings.asynchronous.backlogPerInstance,
  });
  // Whatever the minimum: the landing zone may lower it while nobody asks.
  scaleFromZero(deployment, target);
}

/** Keeps the share of the provisioned concurrency in use near a number, up to what the endpoint may answer at a time. */
export function scaleByConcurrency(deployment: Deployment, endpoint: aws.sagemaker.Endpoint): void {
  const { maxConcurrency, provisionedConcurrency = maxConcurrency } = deployment.settings.serverless;
  if (provisionedConcurrency < maxConcurrency) {
    const target = scalableTarget(deployment, endpoint, PROVISIONED, provisionedConcurrency, maxConcurrency);
    track(deployment, target, {
      predefinedMetricSpecification: {
        predefinedMetricType: "SageMakerVariantProvisionedConcurrencyUtilization",
      },
      targetValue: UTILIZATION,
    });
  }
}

function scalableTarget(
  deployment: Deployment,
  endpoint: aws.sagemaker.Endpoint,
  scalableDimension: string,
  minCapacity: number,
  maxCapacity: number,
): aws.appautoscaling.Target {
  return new aws.appautoscaling.Target(
    "scaling",
    {
      serviceNamespace: "sagemaker",
      scalableDimension,
      resourceId: pulumi.interpolate`endpoint/${endpoint.name}/variant/${VARIANT}`,
      minCapacity,
      maxCapacity,
    },
    registeredAnew(deployment),
  );
}

/**
 * SageMaker forgets what is registered when an endpoint is removed, and the pipeline takes it away before the type of
 * instances changes, since SageMaker refuses the change otherwise: target and policies are made again after both. The
 * old ones go first, or they would take the new ones along.
 */
function registeredAnew({ settings, options }: Deployment): pulumi.CustomResourceOptions {
  const instances = settings.inference === "serverless" ? "" : settings.instances.type;
  return {
    ...options,
    deleteBeforeReplace: true,
    replacementTrigger: `${settings.inference} ${instances}`.trim(),
  };
}

function track(deployment: Deployment, target: aws.appautoscaling.Target, configuration: Tracking): void {
  new aws.appautoscaling.Policy(
    "scaling-track",
    {
      name: `${deployment.name}-track`,
      policyType: "TargetTrackingScaling",
      ...registration(target),
      targetTrackingScalingPolicyConfiguration: { ...configuration, ...COOLDOWNS },
    },
    registeredAnew(deployment),
  );
}

/** Target tracking cannot leave zero: without an instance there is no backlog of each. */
function scaleFromZero(deployment: Deployment, target: aws.appautoscaling.Target): void {
  const { name, options } = deployment;
  const policy = new aws.appautoscaling.Policy(
    "scaling-from-zero",
    {
      name: `${name}-from-zero`,
      policyType: "StepScaling",
      ...registration(target),
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Average",
        cooldown: 300,
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    },
    registeredAnew(deployment),
  );
  new aws.cloudwatch.MetricAlarm(
    "backlog-without-capacity",
    {
      name: `${name}-backlog-without-capacity`,
      alarmDescription: `${name} has requests waiting and no instance: the first one is started`,
      namespace: "AWS/SageMaker",
      metricName: "HasBacklogWithoutCapacity",
      dimensions: { EndpointName: name },
      statistic: "Average",
      period: 60,
      evaluationPeriods: 2,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "missing",
      alarmActions: [policy.arn],
    },
    options,
  );
}

function registration({ serviceNamespace, scalableDimension, resourceId }: aws.appautoscaling.Target) {
  return { serviceNamespace, scalableDimension, resourceId };
}
