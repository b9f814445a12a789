import { interfaceServices } from "../../../components/network/services";
import { monitoredModels } from "../../../settings/monitored";
import type { PlaneName } from "../../../settings/planes";
import { STAGES } from "../../../settings/planes";
import type { Scope } from "../../../settings/scope";
import type { Resource } from "../aws/account";
import type { LandingZone, RepositoryDefaults } from "../stack";

/** How much of a quota one plane needs. */
export interface QuotaRow {
  readonly plane: PlaneName;
  /** Service by its code in Service Quotas. */
  readonly service: string;
  /** Name in Service Quotas; a pattern where it is not known to the letter. */
  readonly quota: string | RegExp;
  /** At least so much; 0: the settings ask for none. */
  readonly wanted: number;
  /** Part of the landing zone and setting that need it. */
  readonly by: string;
  /** What the account has besides this stack, and the quota counts too. @default nothing is counted */
  readonly others?: Resource;
  /** The quota is for each resource, such as a VPC: planes in one account do not add up. @default false */
  readonly perResource?: boolean;
  /** Where Service Quotas does not list it, there is nothing to ask for. @default false */
  readonly ifListed?: boolean;
}

/** Planes that may have a way to the internet: planes/context.ts. */
const REACHING_OUT: readonly PlaneName[] = ["development", "automation"];

const PLANES: readonly PlaneName[] = ["development", "automation", "staging", "production"];

/** Dedicated masters of the OpenSearch domain: components/observability/search-domain.ts. */
const MASTERS = 3;

/** What the settings ask of the quotas of AWS, plane by plane. Quotas that nobody comes near are left out. */
export function quotaTable(zone: LandingZone, scope: Scope): QuotaRow[] {
  return [
    ...networkRows(zone, scope),
    ...searchRows(zone),
    ...studioRows(zone),
    ...buildRows(zone),
    monitoringRow(zone),
    ...servingRows(zone),
  ];
}

function networkRows({ settings: { network } }: LandingZone, scope: Scope): QuotaRow[] {
  const gateways = { none: 0, single: 1, perZone: network.availabilityZones }[network.natGateways];
  const inZone = Math.min(1, gateways);
  const endpoints = network.interfaceEndpoints === "create" ? interfaceServices(scope).length : 0;
  const natGateways = "way to the internet (mlops:network.natGateways)";
  const [vpc, ec2] = ["vpc", "ec2"];
  return [
    ...PLANES.flatMap((plane): QuotaRow[] => [
      {
        plane,
        service: vpc,
        quota: "VPCs per Region",
        wanted: 1,
        by: `network of ${plane} (mlops:network.${plane})`,
        others: "vpcs",
      },
      {
        plane,
        service: vpc,
        quota: "Interface VPC endpoints per VPC",
        wanted: endpoints,
        by: "private ways to AWS (mlops:network.interfaceEndpoints)",
        perResource: true,
      },
    ]),
    ...REACHING_OUT.flatMap((plane): QuotaRow[] => [
      {
        plane,
        service: vpc,
        quota: "Internet gateways per Region",
        wanted: inZone,
        by: natGateways,
        others: "internetGateways",
      },
      {
        plane,
        service: vpc,
        quota: "NAT gateways per Availability Zone",
        wanted: inZone,
        by: natGateways,
        others: "natGateways",
      },
      {
        plane,
        service: ec2,
        quota: "EC2-VPC Elastic IPs",
        wanted: gateways,
        by: natGateways,
        others: "addresses",
      },
    ]),
  ];
}

function searchRows({ settings: { openSearch } }: LandingZone): QuotaRow[] {
  const nodes = openSearch?.nodes ?? 0;
  const row = {
    plane: "automation",
    service: "es",
    perResource: true,
    by: "search in logs (mlops:openSearch.nodes)",
  } as const;
  return [
    { ...row, quota: "Domains per Region", wanted: Math.min(1, nodes) },
    { ...row, quota: "Instances per domain", wanted: nodes },
    { ...row, quota: "Dedicated master instances per domain", wanted: nodes >= MASTERS ? MASTERS : 0 },
  ];
}

/** Each person has a space of their own and runs JupyterLab in it; Code Editor is there for whoever prefers it. */
function studioRows({ settings: { studio, people, mlflow } }: LandingZone): QuotaRow[] {
  const emails = [...people.dataScientist, ...people.leadDataScientist, ...people.mlEngineer];
  const persons = new Set(emails.map((email) => email.toLowerCase())).size;
  const type = studio?.instanceType ?? "";
  const row = {
    plane: "development",
    service: "sagemaker",
    by: "Studio (mlops:studio.instanceType, mlops:people)",
  } as const;
  return [
    { ...row, quota: `Studio JupyterLab Apps running on ${type} instances`, wanted: studio ? persons : 0 },
    {
      ...row,
      quota: `Studio CodeEditor Apps running on ${type} instances`,
      wanted: studio ? Math.min(1, persons) : 0,
    },
    {
      plane: "automation",
      service: "sagemaker",
      // AWS publishes no list in which the name stands.
      quota: /mlflow tracking server/i,
      wanted: mlflow ? 1 : 0,
      by: "experiment tracking (mlops:mlflow)",
      ifListed: true,
    },
  ];
}

/** One build of one model, with config.yaml as it is seeded. */
function buildRows({ defaults: { modelBuild } }: LandingZone): QuotaRow[] {
  const { instances, baselines } = modelBuild;
  const row = { plane: "automation", service: "sagemaker" } as const;
  const by = (step: string): string => `one build of a model: ${step} in config.yaml of Model Build`;
  const checks = (baselines.modelMonitor ? 2 : 0) + (baselines.clarify ? 3 : 0);
  const processing = {
    ...instanceCounts([
      [instances.processing.type, 1],
      [instances.baselines.type, Math.min(modelBuild.parallelSteps, checks)],
    ]),
  };
  return [
    ...Object.entries(processing).map(([type, wanted]) => ({
      ...row,
      quota: `${type} for processing job usage`,
      wanted,
      by: by("instances.processing, instances.baselines, parallelSteps"),
    })),
    {
      ...row,
      quota: `${instances.training.type} for training job usage`,
      wanted: 1,
      by: by("instances.training"),
    },
    {
      ...row,
      quota: `${instances.shadowEndpoint.type} for endpoint usage`,
      // Bias of the model and explainability each ask a model of their own.
      wanted: baselines.clarify ? Math.min(modelBuild.parallelSteps, 2) : 0,
      by: by("instances.shadowEndpoint"),
    },
  ];
}

/** Monitoring pipelines of all models start at the same time, and each runs one job after the other. */
function monitoringRow({ settings, defaults }: LandingZone): QuotaRow {
  const models = monitoredModels(settings).length;
  return {
    plane: "automation",
    service: "sagemaker",
    quota: `${defaults.modelBuild.instances.monitoring.type} for processing job usage`,
    wanted: models,
    by: `${models} monitored models: instances.monitoring in config.yaml of Model Build`,
  };
}

/** The steps of a build that use the same type run one after the other: the most of them counts. */
function instanceCounts(uses: readonly (readonly [type: string, count: number])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [type, count] of uses) {
    counts[type] = Math.max(counts[type] ?? 0, count);
  }
  return counts;
}

/** Every model in both stages, with models/defaults.yaml as it is seeded. */
function servingRows({ settings, defaults }: LandingZone): QuotaRow[] {
  const models = Object.keys(settings.models).length;
  return STAGES.flatMap((plane) =>
    serving(defaults.modelDeploy, models).map((row) => ({
      plane,
      service: "sagemaker",
      by: `${models} of mlops:models, served as models/defaults.yaml of Model Deploy says`,
      ...row,
    })),
  );
}

function serving(
  { inference, instances, batch }: RepositoryDefaults["modelDeploy"],
  models: number,
): Pick<QuotaRow, "quota" | "wanted">[] {
  switch (inference) {
    case "realtime":
    case "asynchronous":
      return [{ quota: `${instances.type} for endpoint usage`, wanted: models * instances.minimum }];
    case "batch":
      return [{ quota: `${batch.instanceType} for transform job usage`, wanted: batch.instanceCount }];
    case "serverless":
      return [];
  }
}
