import { VARIANT } from "../names";
import { endpointAlarms, throttlingAlarm } from "./alarms";
import type { Deployment, Outputs } from "./deployment";
import { endpoint, endpointConfiguration } from "./endpoint";
import { endpointLogGroup } from "./log-group";
import { serverlessModel } from "./model";
import { scaleByConcurrency } from "./scaling";

/** An endpoint that AWS starts when it is asked. SageMaker has no volumes of ours, no capture and no guardrails for it. */
export function serverless(deployment: Deployment): Outputs {
  const { memoryMb, maxConcurrency, provisionedConcurrency } = deployment.settings.serverless;
  const logs = endpointLogGroup(deployment);
  const alarms = endpointAlarms(deployment);
  const model = serverlessModel(deployment);
  const config = endpointConfiguration(deployment, {
    productionVariants: [
      {
        variantName: VARIANT,
        modelName: model.name,
        serverlessConfig: {
          memorySizeInMb: memoryMb,
          maxConcurrency,
          ...(provisionedConcurrency !== undefined && { provisionedConcurrency }),
        },
      },
    ],
  });
  const made = endpoint(deployment, config, {}, [logs, ...alarms]);
  throttlingAlarm(deployment);
  scaleByConcurrency(deployment, made);
  return {
    endpointName: made.name,
    endpointConfigName: config.name,
    modelName: model.name,
    variantName: VARIANT,
    instances: 0,
  };
}
