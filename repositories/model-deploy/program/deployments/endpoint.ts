import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { hasOwnDisk } from "../../../shared/instances";
import { leastInstances, timeoutSeconds } from "../traffic";
import type { Deployment } from "./deployment";

type Config = aws.sagemaker.EndpointConfigurationArgs;
type DeploymentConfig = aws.types.input.sagemaker.EndpointDeploymentConfig;

/**
 * How an endpoint answers. Like its model, it has no fixed name, and the old one stays until the pipeline removes it. Its tag
 * ModelVersion tells the inference API which version answers.
 */
export function endpointConfiguration(
  { name, options, version }: Deployment,
  args: Config,
): aws.sagemaker.EndpointConfiguration {
  const tags = { ModelVersion: String(version.version) };
  return new aws.sagemaker.EndpointConfiguration(
    name,
    { ...args, tags },
    { ...options, retainOnDelete: true },
  );
}

/** The key for the disks of instances; SageMaker refuses one where the hardware encrypts the disks. */
export function volumeKey({ contract, settings }: Deployment): Pick<Config, "kmsKeyArn"> {
  return hasOwnDisk(settings.instances.type) ? {} : { kmsKeyArn: contract.kmsKeyArn };
}

/**
 * With how many instances a new configuration starts: as many as serve now, so that an update takes no capacity away. An
 * asynchronous endpoint that has none starts with some, and goes back to none when nothing waits.
 */
export function startInstances({ settings: { instances, traffic }, instances: now }: Deployment): number {
  const least = Math.max(instances.minimum, leastInstances(traffic));
  return Math.min(instances.maximum, Math.max(least, now ?? 0));
}

/**
 * The endpoint, under the name that its callers know. Another version is an update in place. SageMaker cannot turn an
 * endpoint of one type of inference into one of another: it is removed first then, since the name stays.
 */
export function endpoint(
  { name, settings, options }: Deployment,
  config: aws.sagemaker.EndpointConfiguration,
  args: { readonly deploymentConfig?: DeploymentConfig },
  dependsOn: pulumi.Resource[],
): aws.sagemaker.Endpoint {
  return new aws.sagemaker.Endpoint(
    "endpoint",
    { name, endpointConfigName: config.name, ...args },
    {
      ...options,
      dependsOn,
      deleteBeforeReplace: true,
      replacementTrigger: settings.inference,
      // Instances may take their time to start, and traffic moves in steps on purpose.
      customTimeouts: { create: "60m", update: minutes(settings), delete: "30m" },
    },
  );
}

/** Longest update, and a quarter of an hour for the way back. */
function minutes({ traffic }: Deployment["settings"]): string {
  return `${Math.ceil(timeoutSeconds(traffic) / 60) + 15}m`;
}

/** A second fleet takes the traffic over in steps; an alarm in between takes it back. */
export function blueGreen(
  { settings: { traffic } }: Deployment,
  alarms: readonly aws.cloudwatch.MetricAlarm[],
): DeploymentConfig {
  const { shift, stepPercent, waitSeconds, terminationWaitSeconds } = traffic;
  const step = { type: "CAPACITY_PERCENT", value: stepPercent };
  const routing = {
    canary: { type: "CANARY", canarySize: step, waitIntervalInSeconds: waitSeconds },
    linear: { type: "LINEAR", linearStepSize: step, waitIntervalInSeconds: waitSeconds },
    "all-at-once": { type: "ALL_AT_ONCE", waitIntervalInSeconds: 0 },
  }[shift];
  return {
    blueGreenUpdatePolicy: {
      trafficRoutingConfiguration: routing,
      terminationWaitInSeconds: terminationWaitSeconds,
      maximumExecutionTimeoutInSeconds: timeoutSeconds(traffic),
    },
    autoRollbackConfiguration: { alarms: alarms.map((alarm) => ({ alarmName: alarm.name })) },
  };
}
