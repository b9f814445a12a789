/** Who reaches from one account of the team into another. In a single account, roles' own policies are enough but for trust. */
import type { Consumers } from "../components/identity/consumers";
import { roleArn } from "../components/identity/consumers";
import type { Notebooks } from "../components/identity/persona-role";
import { BATCH_ROLE } from "../components/inference/batch-transform";
import { MODEL_DEPLOY_ROLE } from "../components/inference/deployment-names";
import { STUDIO_ROLE_PURPOSES } from "../components/sagemaker/studio-names";
import type { PlaneName } from "../settings/schema/landing-zone";
import type { AutomationConsumers } from "./automation";
import type { Context } from "./context";
import { ENDPOINT_ROLE } from "./deployment";
import { PROCESSING_ROLE, TRAINING_ROLE } from "./job-access";
import { MONITORING_ROLE } from "./monitoring-role";

/** Roles of some planes by their purposes. */
function consumers(
  { settings, singleAccount, scopes }: Context,
  planes: readonly PlaneName[],
  purposes: readonly string[],
): Consumers | undefined {
  const { organizationId } = settings;
  return singleAccount || organizationId === undefined
    ? undefined
    : {
        organizationId,
        roleArns: planes.flatMap((plane) => purposes.map((purpose) => roleArn(scopes[plane], purpose))),
      };
}

/** Jobs of the automation account that read training data of the development account. */
export function trainers(context: Context): Consumers | undefined {
  return consumers(context, ["automation"], [PROCESSING_ROLE, TRAINING_ROLE]);
}

/** Jobs of the automation account that read what endpoints of staging and production captured. */
export function monitors(context: Context): Consumers | undefined {
  return consumers(context, ["automation"], [MONITORING_ROLE]);
}

/** Execution roles of Studio, which read in the automation account as a data scientist does. */
export function notebooks({ settings, singleAccount, scopes }: Context): Notebooks | undefined {
  const { studio, organizationId } = settings;
  return studio
    ? {
        roleArns: Object.values(STUDIO_ROLE_PURPOSES).map((purpose) => roleArn(scopes.development, purpose)),
        ...(singleAccount || organizationId === undefined ? {} : { organizationId }),
      }
    : undefined;
}

/** Roles of other accounts in the automation account. */
export function automationConsumers(context: Context): AutomationConsumers | undefined {
  const serving = ["staging", "production"] as const;
  const versions = consumers(context, serving, [MODEL_DEPLOY_ROLE, BATCH_ROLE]);
  const content = consumers(context, serving, [ENDPOINT_ROLE]);
  const evaluations = consumers(context, ["staging"], [MODEL_DEPLOY_ROLE]);
  const stageMovers = consumers(context, ["production"], [MODEL_DEPLOY_ROLE]);
  if (!versions || !content || !evaluations || !stageMovers) {
    return undefined;
  }
  const { scopes } = context;
  return {
    versions,
    content,
    evaluations,
    stageMovers,
    state: {
      organizationId: versions.organizationId,
      roleArns: {
        staging: roleArn(scopes.staging, MODEL_DEPLOY_ROLE),
        production: roleArn(scopes.production, MODEL_DEPLOY_ROLE),
      },
    },
  };
}
