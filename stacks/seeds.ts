import * as pulumi from "@pulumi/pulumi";

import type { RepositoryContent } from "../components/azure-devops/repository-seed";
import { seedDigest } from "../components/azure-devops/seed-commit";
import { version } from "../package.json";
import { azureDevOpsUrl } from "../settings/providers";
import type { LandingZoneSettings, PlaneName } from "../settings/schema/landing-zone";
import type { Scope } from "../settings/scope";
import type { Seeds } from "./delivery";
import type { FilledTemplate } from "./seed-template";
import { renderTemplate } from "./seed-template";

/** First content of the team's repositories. */
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
  const environments = Object.fromEntries(
    Object.entries(settings.environments).map(([name, { description }]) => [name, description]),
  );
  return {
    modelBuild: contentOf({ template: "model-build", values: {} }),
    modelDeploy: contentOf({ template: "model-deploy", values: {} }),
    environments: contentOf({ template: "environments", values, environments }),
    infrastructure: contentOf({ template: "infrastructure", values }),
  };
}

function contentOf(filled: FilledTemplate): RepositoryContent {
  return { environments: {}, ...filled, version, digest: seedDigest(renderTemplate(filled)) };
}
