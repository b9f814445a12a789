import * as pulumi from "@pulumi/pulumi";

import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import { seedDigest } from "../../assets/seeds/seed-commit";
import { version } from "../../package.json";
import type { PlaneName } from "../../settings/planes";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import type { Seeds } from "./delivery-plane";
import { filledTemplates } from "../../assets/seeds/filled-templates";
import type { FilledTemplate } from "../../assets/seeds/seed-template";
import { renderTemplate } from "../../assets/seeds/seed-template";

/** First content of the team's repositories. */
export function seedsOf(settings: LandingZoneSettings, scopes: Readonly<Record<PlaneName, Scope>>): Seeds {
  const accounts = {
    automation: scopes.automation.account,
    staging: scopes.staging.account,
    production: scopes.production.account,
  };
  const templates = filledTemplates({ stack: pulumi.getStack(), settings, accounts });
  return {
    modelBuild: contentOf(templates["model-build"]),
    modelDeploy: contentOf(templates["model-deploy"]),
    environments: contentOf(templates.environments),
    infrastructure: contentOf(templates.infrastructure),
  };
}

function contentOf(filled: FilledTemplate): RepositoryContent {
  return { environments: {}, ...filled, version, digest: seedDigest(renderTemplate(filled)) };
}
