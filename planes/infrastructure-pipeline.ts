import * as pulumi from "@pulumi/pulumi";

import type { InfrastructureVariable } from "../settings/azure-devops-names";
import { SERVICE_CONNECTIONS } from "../settings/azure-devops-names";
import { globalArn } from "../settings/scope";
import type { StatePlace } from "../settings/state-place";
import { backendUrl, stateBucketArn, statePlace } from "../settings/state-place";
import type { AutomationPlane } from "./automation/automation-plane";
import type { Context } from "./context";
import { subject } from "./context";
import type { DeliveryPlaneArgs } from "./delivery/delivery-plane";
import type { InfrastructureAccess } from "../access/infrastructure";

/** What the Infrastructure pipeline may do; undefined where settings ask for none. */
export function infrastructureAccess(context: Context): InfrastructureAccess | undefined {
  const { settings, deploymentRole, scopes } = context;
  const state = stateOf(context);
  if (state === undefined || deploymentRole === undefined) {
    return undefined;
  }
  const readsStack = settings.accounts.organizationStack?.split("/").slice(1).join("/");
  const deploymentRoleArns = Object.values(scopes).map((scope) =>
    globalArn(scope, "iam", `role/${deploymentRole}`),
  );
  return {
    subject: subject(context, SERVICE_CONNECTIONS.infrastructure),
    deploymentRoleArns: [...new Set(deploymentRoleArns)],
    state: {
      bucketArn: stateBucketArn(state),
      kmsKeyArn: state.kmsKeyArn,
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
  const state = stateOf(context);
  return infrastructureRoleArn === undefined || state === undefined
    ? {}
    : {
        infrastructure: {
          roleArn: infrastructureRoleArn,
          variables: infrastructureVariables(context, state),
        },
      };
}

function stateOf({ settings: { infrastructurePipeline } }: Context): StatePlace | undefined {
  return infrastructurePipeline === undefined
    ? undefined
    : statePlace(infrastructurePipeline.stateBucket, infrastructurePipeline.stateKeyArn);
}

/** What the Infrastructure pipeline's file leaves open, since it is the same for every team. */
function infrastructureVariables(
  { settings, scopes }: Context,
  state: StatePlace,
): Record<InfrastructureVariable, string> {
  return {
    PULUMI_STACK: pulumi.getStack(),
    PULUMI_BACKEND_URL: backendUrl(state),
    AWS_REGION: settings.region,
    AWS_ACCOUNT: scopes.automation.account,
  };
}
