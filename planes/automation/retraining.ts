import type * as pulumi from "@pulumi/pulumi";

import { functionCode } from "../../assets/function-code";
import { RetrainingPath } from "../../components/events/retraining-path";
import type { AzureDevOpsAccess } from "../../components/events/starter-function";
import { BUCKETS } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { MonitoringSettings } from "../../settings/schema/monitoring";
import { WINDOW_HOURS } from "../../settings/schema/monitoring";
import { bucketName } from "../../settings/scope";
import type { Context } from "../context";
import type { AutomationPlane } from "./automation-plane";

/** A model whose settings say what asks for its training. */
interface RetrainedSettings {
  readonly model: string;
  readonly monitoring: MonitoringSettings;
  readonly retraining: NonNullable<MonitoringSettings["retraining"]>;
}

export interface RetrainingArgs {
  readonly azureDevOps: AzureDevOpsAccess;
  readonly credentialSecretArn: pulumi.Output<string> | undefined;
  /** Ids of the Model Build pipelines, by model. */
  readonly pipelineIds: Readonly<Record<string, pulumi.Output<number>>>;
}

/** Models that something may ask to be trained. */
export function retrainedModels({ models }: Pick<LandingZoneSettings, "models">): RetrainedSettings[] {
  return Object.entries(models).flatMap(([model, { monitoring }]) =>
    monitoring?.retraining ? [{ model, monitoring, retraining: monitoring.retraining }] : [],
  );
}

/** The guarded way back to training; undefined where no model has retraining. */
export function createRetraining(
  { settings, scopes }: Context,
  automation: AutomationPlane,
  { azureDevOps, credentialSecretArn, pipelineIds }: RetrainingArgs,
): RetrainingPath | undefined {
  const models = retrainedModels(settings).map(({ model, monitoring, retraining }) => {
    const { schedule, ...limits } = retraining;
    const pipelineId = pipelineIds[model];
    if (pipelineId === undefined) {
      throw new Error(`model ${model} has no Model Build pipeline to retrain it`);
    }
    return {
      ...limits,
      model,
      ...(schedule === "never" ? {} : { schedule }),
      windowHours: WINDOW_HOURS[monitoring.window],
      pipelineId: pipelineId.apply(String),
    };
  });
  return models.length === 0
    ? undefined
    : new RetrainingPath(
        "retraining",
        {
          ...automation.foundation,
          models,
          azureDevOps,
          credentialSecretArn,
          artifactBucketName: bucketName(scopes.automation, BUCKETS.artifacts),
          code: functionCode("guard-retraining"),
        },
        { parent: automation },
      );
}
