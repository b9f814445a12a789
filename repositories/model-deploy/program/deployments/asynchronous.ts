import { VARIANT } from "../names";
import { endpointAlarms, throttlingAlarm } from "./alarms";
import type { Deployment, Outputs } from "./deployment";
import { blueGreen, endpoint, endpointConfiguration, startInstances, volumeKey } from "./endpoint";
import { endpointLogGroup } from "./log-group";
import { registeredModel } from "./model";
import { scaleByBacklog } from "./scaling";
import { inferenceTopics } from "./topics";

/** An endpoint that takes requests from S3 into a queue, and puts answers there. */
export function asynchronous(deployment: Deployment): Outputs {
  const { contract, settings, model: modelName } = deployment;
  const prefix = `s3://${contract.inferenceBucketName}/async/${modelName}`;
  const logs = endpointLogGroup(deployment);
  const alarms = endpointAlarms(deployment);
  const topics = inferenceTopics(deployment);
  const model = registeredModel(deployment, "", deployment.version.arn);
  const config = endpointConfiguration(deployment, {
    ...volumeKey(deployment),
    productionVariants: [
      {
        variantName: VARIANT,
        modelName: model.name,
        instanceType: settings.instances.type,
        initialInstanceCount: startInstances(deployment),
        initialVariantWeight: 1,
      },
    ],
    asyncInferenceConfig: {
      clientConfig: { maxConcurrentInvocationsPerInstance: settings.asynchronous.concurrentPerInstance },
      outputConfig: {
        // A folder a version: nothing else tells which version answered.
        s3OutputPath: `${prefix}/output/${deployment.version.version}/`,
        s3FailurePath: `${prefix}/failure/`,
        kmsKeyId: contract.kmsKeyArn,
        notificationConfig: { successTopic: topics.success.arn, errorTopic: topics.error.arn },
      },
    },
  });
  const made = endpoint(deployment, config, { deploymentConfig: blueGreen(deployment, alarms) }, [logs]);
  throttlingAlarm(deployment);
  scaleByBacklog(deployment, made);
  return {
    endpointName: made.name,
    endpointConfigName: config.name,
    modelName: model.name,
    variantName: VARIANT,
    instances: startInstances(deployment),
  };
}
