/** Roles that act across accounts of the team. In a single account, only trust policies need them. */
import { monitoringRolePurpose } from "../access/monitoring";
import type { Consumers } from "../components/identity/consumers";
import { roleArn } from "../components/identity/consumers";
import type { Notebooks } from "../components/identity/persona-role";
import { STUDIO_ROLE_PURPOSES } from "../components/sagemaker/studio-names";
import { FUNCTIONS, ROLES } from "../settings/names";
import { modelsWatchedIn, modelsWithLabels } from "../settings/monitored";
import type { PlaneName, Stage } from "../settings/planes";
import type { AutomationConsumers } from "./automation/automation-consumers";
import type { Context } from "./context";

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
  return consumers(context, ["automation"], [ROLES.processing, ROLES.training]);
}

/** Jobs of the automation account that read what the models of a stage captured; none where no model is watched. */
export function monitors(context: Context, stage: Stage): Consumers | undefined {
  return monitorsOf(context, modelsWatchedIn(context.settings, stage));
}

/** Jobs of the automation account that read labels, and write rows to train on; none where no labels arrive. */
export function labelReaders(context: Context): Consumers | undefined {
  return monitorsOf(context, modelsWithLabels(context.settings));
}

function monitorsOf(context: Context, models: readonly string[]): Consumers | undefined {
  return models.length === 0
    ? undefined
    : consumers(context, ["automation"], models.map(monitoringRolePurpose));
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
  const versions = consumers(context, serving, [ROLES.modelDeploy, FUNCTIONS.batchTransform]);
  const content = consumers(context, serving, [ROLES.endpoint]);
  const evaluations = consumers(context, ["staging"], [ROLES.modelDeploy]);
  const stageMovers = consumers(context, ["production"], [ROLES.modelDeploy]);
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
        staging: roleArn(scopes.staging, ROLES.modelDeploy),
        production: roleArn(scopes.production, ROLES.modelDeploy),
      },
    },
  };
}
