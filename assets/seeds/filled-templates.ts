import type { SeedTemplate } from "./seed-commit";
import type { Accounts } from "../../settings/accounts";
import { azureDevOpsUrl } from "../../settings/azure-devops-url";
import { PARTITIONS } from "../../settings/partitions";
import { partitionOf } from "../../settings/regions";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { baselineValues } from "./baselines";
import type { FilledTemplate } from "./seed-template";

/** What templates need to know of a stack. */
export interface TemplateStack {
  /** Name of the stack. */
  readonly stack: string;
  readonly settings: Pick<LandingZoneSettings, "team" | "region" | "azureDevOps" | "images">;
  readonly accounts: Pick<Accounts, "automation" | "staging" | "production">;
}

/** The templates with what fills them in for a stack. */
export function filledTemplates({
  stack,
  settings,
  accounts,
}: TemplateStack): Readonly<Record<SeedTemplate, FilledTemplate>> {
  const { organization, project } = settings.azureDevOps;
  const values = {
    team: settings.team.name,
    region: settings.region,
    projectUrl: `${azureDevOpsUrl(organization)}/${encodeURIComponent(project)}`,
    stack,
    automationAccount: accounts.automation,
    stagingAccount: accounts.staging,
    productionAccount: accounts.production,
  };
  const { dnsSuffix } = PARTITIONS[partitionOf(settings.region)];
  const environments = Object.fromEntries(
    Object.entries(settings.images).map(([name, { description }]) => [name, description]),
  );
  return {
    "model-build": { template: "model-build", values: baselineValues(settings.region) },
    "model-deploy": { template: "model-deploy", values: {} },
    environments: { template: "environments", values: { ...values, dnsSuffix }, environments },
    infrastructure: { template: "infrastructure", values },
  };
}
