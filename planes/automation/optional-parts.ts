import type * as pulumi from "@pulumi/pulumi";

import type { Consumers } from "../../components/identity/consumers";
import { roleArn } from "../../components/identity/consumers";
import { replicatesImages } from "../image-replication";
import type { Notebooks } from "../../components/identity/persona-role";
import { searchLogs } from "../../components/observability/search-domain";
import { personaPurpose } from "../../components/identity/persona-role";
import type { Statement } from "../../components/identity/policy";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { ApprovedImages } from "./approved-images";
import { FeatureStore } from "./feature-store";
import { featureStoreReadStatements, featureStoreWriteStatements } from "../../access/feature-store";
import { JobLogs } from "../../components/observability/job-logs";
import { LogInsight } from "./log-insight";
import { ExperimentTracking } from "./experiment-tracking";
import { mlflowTrackStatements, mlflowUseStatements } from "../../access/mlflow";
import type { ExtraStatements } from "../persona-roles";
import type { Foundation } from "../../components/foundation";

/** Settings of what a team can leave out of its automation account. */
export type AutomationSettings = Pick<
  LandingZoneSettings,
  "featureGroups" | "imageReplication" | "images" | "mlflow" | "openSearch"
>;

export interface AutomationPartsArgs {
  readonly settings: AutomationSettings;
  /** Roles of other accounts that read online features. @default none */
  readonly consumers?: Consumers;
  /** Roles of notebooks, which pull approved images. @default none */
  readonly notebooks?: Notebooks;
  /** Other accounts whose logs can be searched here. */
  readonly logSenders: readonly { readonly account: string }[];
}

/** What the parts bring for the roles of the account. */
export interface AutomationParts {
  /** For the jobs of pipelines. */
  readonly jobStatements: readonly Statement[];
  /** For processing steps besides: they compute features. */
  readonly processingStatements: readonly Statement[];
  readonly personaStatements: ExtraStatements;
  /** Where log groups of other accounts send to; undefined where none does. */
  readonly logDestinationArn: pulumi.Output<string> | undefined;
}

/** Whoever explores and builds; administrators search logs besides, and auditors see the setup only. */
const BUILDERS = ["dataScientist", "leadDataScientist", "mlEngineer"] as const;

/** The parts of the automation account that settings ask for, and the logs of its jobs, which are always there. */
export function createAutomationParts(
  plane: pulumi.ComponentResource,
  name: string,
  foundation: Foundation,
  args: AutomationPartsArgs,
): AutomationParts {
  const { settings, consumers, notebooks } = args;
  const { scope, kmsKeyArn } = foundation;
  const inPlane = { parent: plane };
  const readers = consumers ? { consumers } : {};
  const logs = new JobLogs(`${name}-logs`, { foundation }, inPlane);
  if (Object.keys(settings.images).length > 0) {
    const { images } = settings;
    const pulled = pullers(replicatesImages(settings) ? undefined : consumers, notebooks);
    new ApprovedImages(`${name}-environments`, { scope, kmsKeyArn, images, ...pulled }, inPlane);
  }
  const groups = settings.featureGroups;
  const features = Object.keys(groups).length > 0;
  if (features) {
    new FeatureStore(`${name}-features`, { foundation, groups, ...readers }, inPlane);
  }
  if (settings.mlflow) {
    new ExperimentTracking(`${name}-mlflow`, { foundation, settings: settings.mlflow }, inPlane);
  }
  const use = [
    ...(features ? featureStoreReadStatements(scope) : []),
    ...(settings.mlflow ? mlflowUseStatements(scope, kmsKeyArn) : []),
  ];
  const search = settings.openSearch ? [searchLogs(scope)] : [];
  return {
    jobStatements: settings.mlflow ? mlflowTrackStatements(scope) : [],
    processingStatements: features
      ? [...featureStoreReadStatements(scope), ...featureStoreWriteStatements(scope)]
      : [],
    personaStatements: {
      ...Object.fromEntries(BUILDERS.map((persona) => [persona, [...use, ...search]])),
      platformAdministrator: search,
    },
    logDestinationArn: createLogInsight(plane, name, foundation, args, logs),
  };
}

/**
 * Who pulls approved images from another account: notebooks, and endpoints unless they take their images from copies, which
 * are of models only. Those of this account need no policy of the repositories.
 */
function pullers(consumers?: Consumers, notebooks?: Notebooks): { readonly consumers?: Consumers } {
  const organizationId = consumers?.organizationId ?? notebooks?.organizationId;
  const exploring = notebooks?.organizationId === undefined ? [] : notebooks.roleArns;
  return organizationId === undefined
    ? {}
    : { consumers: { organizationId, roleArns: [...(consumers?.roleArns ?? []), ...exploring] } };
}

function createLogInsight(
  plane: pulumi.ComponentResource,
  name: string,
  foundation: Foundation,
  { settings, logSenders }: AutomationPartsArgs,
  { logGroupNames }: JobLogs,
): pulumi.Output<string> | undefined {
  if (!settings.openSearch) {
    return undefined;
  }
  return new LogInsight(
    `${name}-insight`,
    {
      foundation,
      settings: settings.openSearch,
      logGroups: logGroupNames,
      readers: [...BUILDERS, "platformAdministrator" as const].map((persona) =>
        roleArn(foundation.scope, personaPurpose(persona)),
      ),
      senders: logSenders,
    },
    { parent: plane },
  ).destinationArn;
}
