import type * as aws from "@pulumi/aws";

import { SHADOW_VARIANT, VARIANT } from "../names";
import { siblingArn } from "../version";
import { endpointAlarms, throttlingAlarm } from "./alarms";
import { dataCapture } from "./capture";
import type { Deployment, Outputs } from "./deployment";
import { blueGreen, endpoint, endpointConfiguration, startInstances, volumeKey } from "./endpoint";
import { endpointLogGroup } from "./log-group";
import { registeredModel } from "./model";
import { scaleByRequests } from "./scaling";

type Config = Pick<aws.sagemaker.EndpointConfigurationArgs, "shadowProductionVariants">;

/** An endpoint that answers at once, on instances that always run. */
export function realtime(deployment: Deployment): Outputs {
  const logs = endpointLogGroup(deployment);
  const alarms = endpointAlarms(deployment);
  const model = registeredModel(deployment, "", deployment.version.arn);
  const captured = dataCapture(deployment);
  const config = endpointConfiguration(deployment, {
    ...volumeKey(deployment),
    productionVariants: [variant(deployment, VARIANT, model, 1)],
    ...shadow(deployment),
    ...(captured && { dataCaptureConfig: captured }),
  });
  const made = endpoint(deployment, config, { deploymentConfig: blueGreen(deployment, alarms) }, [logs]);
  throttlingAlarm(deployment);
  scaleByRequests(deployment, made);
  return {
    endpointName: made.name,
    endpointConfigName: config.name,
    modelName: model.name,
    variantName: VARIANT,
    instances: startInstances(deployment),
  };
}

/** Another version that is asked the same, with a part of the requests; nobody sees its answers. */
function shadow(deployment: Deployment): Config {
  const wanted = deployment.settings.shadow;
  if (wanted === undefined) {
    return {};
  }
  const model = registeredModel(deployment, "-shadow", siblingArn(deployment.version, wanted.version));
  // Its weight beside that of the variant that answers is the part of the requests.
  return { shadowProductionVariants: [variant(deployment, SHADOW_VARIANT, model, wanted.percent / 100)] };
}

function variant(
  deployment: Deployment,
  variantName: string,
  model: aws.sagemaker.Model,
  initialVariantWeight: number,
) {
  return {
    variantName,
    modelName: model.name,
    instanceType: deployment.settings.instances.type,
    initialInstanceCount: startInstances(deployment),
    initialVariantWeight,
  };
}
