import { REPOSITORIES } from "../../settings/azure-devops-names";
import type { SeedTemplate } from "../../assets/seeds/seed-commit";
import type { Accounts } from "../../settings/accounts";
import { isSingleAccount } from "../../settings/accounts";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { RefusedError } from "../../settings/command-refusal";
import type { StackSettings } from "../../settings/stack-file";
import type { TemplateStack } from "../../assets/seeds/filled-templates";
import type { Environment, Pulumi } from "../stack";
import { accountsOf, settingsOf, tokenOf } from "../stack";

/** What is known of a stack without its state. */
export interface Stack extends TemplateStack {
  readonly settings: LandingZoneSettings;
  readonly accounts: Accounts;
  /** Repositories that the program makes and fills. */
  readonly repositories: readonly TeamRepository[];
  /** Personal access token in the stack file. @default none is there, or the environment has one */
  readonly token?: string;
}

export interface TeamRepository {
  readonly name: string;
  readonly template: SeedTemplate;
}

/**
 * Reads a stack as the program does.
 *
 * @throws RefusedError, SettingsError or Refusal that says what is wrong
 */
export function readTemplateStack(file: StackSettings, environment: Environment, pulumi: Pulumi): Stack {
  const { stack } = file;
  const settings = settingsOf(file, pulumi);
  if (settings.kind !== "landing-zone") {
    throw new RefusedError(
      `stack ${stack} is of kind ${settings.kind}: only a landing-zone has repositories`,
    );
  }
  const accounts = accountsOf(settings, pulumi);
  const token = tokenOf(file, environment, pulumi);
  return {
    stack,
    settings,
    accounts,
    repositories: repositoriesOf(settings, accounts),
    ...(token === undefined ? {} : { token }),
  };
}

/** Those that the program makes: planes/delivery/delivery-plane.ts. */
function repositoriesOf(settings: LandingZoneSettings, accounts: Accounts): TeamRepository[] {
  const models = Object.keys(settings.models).map((model) => ({
    name: REPOSITORIES.modelBuild(model),
    template: "model-build" as const,
  }));
  const hasImages = Object.keys(settings.images).length > 0;
  const deploysItself =
    settings.infrastructurePipeline !== undefined &&
    (settings.deploymentRole !== undefined || !isSingleAccount(accounts));
  return [
    ...models,
    { name: REPOSITORIES.modelDeploy, template: "model-deploy" },
    ...(hasImages ? [{ name: REPOSITORIES.images, template: "environments" as const }] : []),
    ...(deploysItself ? [{ name: REPOSITORIES.infrastructure, template: "infrastructure" as const }] : []),
  ];
}
