import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { PIPELINE_FILE } from "../components/azure-devops/names";
import { renderSeed } from "../components/azure-devops/seed";
import type { SeedFile } from "../components/azure-devops/seed";
import { azureDevOpsUrl } from "../settings/providers";
import type { LandingZoneSettings, PlaneName } from "../settings/schema/landing-zone";
import type { Scope } from "../settings/scope";
import type { Seeds } from "./delivery";
import { readSeed, readSeedFile } from "./seed-files";

const ROOT = join(__dirname, "..");

/**
 * First content of the team's repositories: the templates of repositories/, filled in. Those of Model Build and Model
 * Deploy go out as they are: what differs between models and teams comes from the pipelines' variables.
 */
export function seedsOf(settings: LandingZoneSettings, scopes: Readonly<Record<PlaneName, Scope>>): Seeds {
  const values = {
    team: settings.team.name,
    region: settings.region,
    projectUrl: `${azureDevOpsUrl(settings.azureDevOps.organization)}/${encodeURIComponent(settings.azureDevOps.project)}`,
    stack: pulumi.getStack(),
    automationAccount: scopes.automation.account,
    stagingAccount: scopes.staging.account,
    productionAccount: scopes.production.account,
  };
  const template = (repository: string): SeedFile[] => readSeed(join(ROOT, "repositories", repository));
  return {
    modelBuild: template("model-build"),
    modelDeploy: template("model-deploy"),
    environments: environmentSeeds(settings, values, template("environments")),
    // The Infrastructure pipeline is this project's own: the team pushes the project beside it.
    infrastructure: [...renderSeed(template("infrastructure"), values), readSeedFile(ROOT, PIPELINE_FILE)],
  };
}

/** The files of `template/` become those of each environment's folder. */
function environmentSeeds(
  { environments }: LandingZoneSettings,
  values: Readonly<Record<string, string>>,
  files: readonly SeedFile[],
): SeedFile[] {
  const inTemplate = ({ path }: SeedFile): boolean => path.startsWith("template/");
  const folders = Object.entries(environments).flatMap(([environment, { description }]) =>
    renderSeed(
      files.filter(inTemplate).map(({ path, content }) => ({
        path: path.replace("template", `environments/${environment}`),
        content,
      })),
      { ...values, environment, description },
    ),
  );
  return [
    ...renderSeed(
      files.filter((file) => !inTemplate(file)),
      values,
    ),
    ...folders,
  ];
}
