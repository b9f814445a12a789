import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS } from "../../../settings/names";
import type { Scope } from "../../../settings/scope";
import { physicalName } from "../../../settings/scope";
import { functionLogGroup } from "../../events/lambda-function";
import { registryGroupName } from "../../sagemaker/model-registry-group";

/** What functions/start-model-deploy logs when a deployment begins. */
export const DEPLOYMENT_STARTED = "deployment run started";

/** Namespace of the marks; the metric has the name of the model. */
export function deploymentsNamespace({ team }: Scope): string {
  return `mlops/${team}/deployments`;
}

/** Counts the deployments of a model that approvals started: annotations of a dashboard cannot be added as time goes by. */
export function markDeployments(
  name: string,
  scope: Scope,
  model: string,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.cloudwatch.LogMetricFilter(
    name,
    {
      name: physicalName(scope, `${model}-deployments`, 512),
      logGroupName: functionLogGroup(scope, FUNCTIONS.startModelDeploy),
      pattern: `{ $.message = "${DEPLOYMENT_STARTED}" && $.modelPackageArn = "*:model-package/${registryGroupName(scope, model)}/*" }`,
      metricTransformation: { namespace: deploymentsNamespace(scope), name: model, value: "1" },
    },
    opts,
  );
}
