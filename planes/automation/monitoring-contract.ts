import { roleArn } from "../../components/identity/consumers";
import { endpointName } from "../../components/inference/deployment-names";
import { METRIC_NAMESPACE } from "../../components/monitoring/monitoring-metrics";
import type { MonitoringBlock } from "../../components/sagemaker/model-build-contract";
import { monitoringPipelineName } from "../../components/sagemaker/model-build-contract";
import type { MonitoredModel } from "../../settings/monitored";
import { BUCKETS } from "../../settings/names";
import { WINDOW_HOURS } from "../../settings/schema/monitoring";
import type { Scope } from "../../settings/scope";
import { bucketName } from "../../settings/scope";
import { monitoringRolePurpose } from "../../access/monitoring";

/** What the monitoring pipeline of a model is made from. */
export function monitoringContract(scope: Scope, stage: Scope, monitored: MonitoredModel): MonitoringBlock {
  const { model, engine, inference, window, kinds, minimumRows, thresholds, groundTruth } = monitored;
  return {
    pipelineName: monitoringPipelineName(scope, model),
    roleArn: roleArn(scope, monitoringRolePurpose(model)),
    engine,
    stage: monitored.stage,
    inference,
    endpointName: endpointName(stage, model),
    captureBucketName: bucketName(stage, BUCKETS.capture),
    windowHours: WINDOW_HOURS[window],
    kinds: [...kinds],
    minimumRows,
    thresholds,
    ...(groundTruth ? { groundTruthWaitHours: groundTruth.waitHours } : {}),
    namespace: METRIC_NAMESPACE,
  };
}
