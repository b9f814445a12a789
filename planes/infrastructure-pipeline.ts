import * as pulumi from "@pulumi/pulumi";

import type { InfrastructureVariable } from "../settings/azure-devops-names";
import { SERVICE_CONNECTIONS } from "../settings/azure-devops-names";
import { globalArn } from "../settings/scope";
import type { AutomationPlane } from "./automation/automation-plane";
import type { Context } from "./context";
import { subject } from "./context";
import type { DeliveryPlaneArgs } from "./delivery/delivery-plane";
import type { InfrastructureAccess } from "../access/infrastructure";

/** What the Infrastructure pipeline may do; undefined where settings ask for none. */
export function infrastructureAccess(context: Context): InfrastructureAccess | undefined {
  const { settings, deploymentRole, scopes } = context;
  if (!settings.infrastructurePipeline || deploymentRole === undefined) {
    return undefined;
  }
  const { stateBucket, stateKeyArn } = settings.infrastructurePipeline;
  const readsStack = settings.accounts.organizationStack?.split("/").slice(1).join("/");
  const deploymentRoleArns = Object.values(scopes).map((scope) =>
    globalArn(scope, "iam", `role/${deploymentRole}`),
  );
  return {
    subject: subject(context, SERVICE_CONNECTIONS.infrastructure),
    deploymentRoleArns: [...new Set(deploymentRoleArns)],
    state: {
      bucketArn: `arn:${scopes.automation.partition}:s3:::${stateBucket}`,
      kmsKeyArn: stateKeyArn,
      project: pulumi.getProject(),
      stack: pulumi.getStack(),
      ...(readsStack === undefined ? {} : { readsStack }),
    },
  };
}

/** Role and variables of the pipeline in Azure DevOps. */
export function infrastructurePipeline(
  context: Context,
  { infrastructureRoleArn }: AutomationPlane,
): Pick<DeliveryPlaneArgs, "infrastructure"> {
  const stateBucket = context.settings.infrastructurePipeline?.stateBucket;
  return infrastructureRoleArn === undefined || stateBucket === undefined
    ? {}
    : {
        infrastructure: {
          roleArn: infrastructureRoleArn,
          variables: infrastructureVariables(context, stateBucket),
        },
      };
}

/** What the Infrastructure pipeline's file leaves open, since it is the same for every team. */
function infrastructureVariables(
  { settings, scopes }: Context,
  stateBucket: string,
): Record<InfrastructureVariable, string> {
  return {
    PULUMI_STACK: pulumi.getStack(),
    PULUMI_BACKEND_URL: `s3://${stateBucket}?region=${settings.region}&awssdk=v2`,
    AWS_REGION: settings.region,
    AWS_ACCOUNT: scopes.automation.account,
  };
}
