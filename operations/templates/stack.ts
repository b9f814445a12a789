import { spawnSync } from "node:child_process";

import { REPOSITORIES } from "../../settings/azure-devops-names";
import type { SeedTemplate } from "../../assets/seeds/seed-commit";
import type { Accounts } from "../../settings/accounts";
import { ACCOUNT_IDS_OUTPUT, accountsFrom, isSingleAccount, namedAccounts } from "../../settings/accounts";
import { SECRET_KEYS, settingsFrom } from "../../settings/load";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { RefusedError } from "../../settings/command-refusal";
import type { StackSettings } from "../../settings/stack-file";
import type { TemplateStack } from "../../assets/seeds/filled-templates";
import type { Environment } from "./git";

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

/** Runs pulumi and gives what it prints. @throws RefusedError if it cannot. */
export type Pulumi = (args: readonly string[]) => string;

const TOKEN_KEY = "mlops:azureDevOpsToken";

/**
 * Reads a stack as the program does. Pulumi is asked only for what the file alone does not tell: encrypted values, and
 * accounts that another stack has made.
 *
 * @throws RefusedError, SettingsError or Refusal that says what is wrong
 */
export function readTemplateStack(file: StackSettings, environment: Environment, pulumi: Pulumi): Stack {
  const { stack } = file;
  const secret = file.secretKeys.filter((key) => !SECRET_KEYS.includes(key.replace("mlops:", "")));
  const config = secret.length === 0 ? file.config : { ...file.config, ...decrypted(stack, pulumi) };
  const settings = settingsFrom({ ...file, config });
  if (settings.kind !== "landing-zone") {
    throw new RefusedError(
      `stack ${stack} is of kind ${settings.kind}: only a landing-zone has repositories`,
    );
  }
  const accounts = accountsOf(settings, pulumi);
  const hasToken = file.config[TOKEN_KEY] !== undefined && !environment.AZDO_PERSONAL_ACCESS_TOKEN;
  return {
    stack,
    settings,
    accounts,
    repositories: repositoriesOf(settings, accounts),
    ...(hasToken ? { token: pulumi(["config", "get", TOKEN_KEY, "--stack", stack]).trim() } : {}),
  };
}

/** The pulumi of this machine. @param folder - Folder of the program. */
export function pulumiOf(folder: string, environment: Environment): Pulumi {
  return (args) => {
    const { status, stdout, stderr, error } = spawnSync("pulumi", [...args, "--non-interactive"], {
      cwd: folder,
      encoding: "utf8",
      env: environment,
    });
    if (error !== undefined || status !== 0) {
      throw new RefusedError(
        `pulumi ${args.join(" ")} failed: ${error?.message ?? stderr.trim()}; it is needed for encrypted settings and for ` +
          "accounts of an organization stack; AZDO_PERSONAL_ACCESS_TOKEN takes the place of an encrypted mlops:azureDevOpsToken",
      );
    }
    return stdout;
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

function accountsOf(settings: LandingZoneSettings, pulumi: Pulumi): Accounts {
  const { organizationStack } = settings.accounts;
  if (organizationStack === undefined) {
    return namedAccounts(settings);
  }
  const output = pulumi(["stack", "output", ACCOUNT_IDS_OUTPUT, "--json", "--stack", organizationStack]);
  return accountsFrom(organizationStack, JSON.parse(output), settings.team.name);
}

function decrypted(stack: string, pulumi: Pulumi): Record<string, string> {
  const config = JSON.parse(pulumi(["config", "--show-secrets", "--json", "--stack", stack])) as Record<
    string,
    { readonly value?: string }
  >;
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
  );
}
