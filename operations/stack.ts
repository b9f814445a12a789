import { spawnSync } from "node:child_process";

import type { Accounts } from "../settings/accounts";
import { ACCOUNT_IDS_OUTPUT, accountsFrom, namedAccounts } from "../settings/accounts";
import { RefusedError } from "../settings/command-refusal";
import { SECRET_KEYS, settingsFrom } from "../settings/load";
import type { Settings } from "../settings/schema";
import type { LandingZoneSettings } from "../settings/schema/landing-zone";
import type { StackSettings } from "../settings/stack-file";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs pulumi and gives what it prints. @throws RefusedError if it cannot. */
export type Pulumi = (args: readonly string[]) => string;

const TOKEN_KEY = "mlops:azureDevOpsToken";

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

/**
 * Settings as the program reads them. Pulumi is asked only for values that are encrypted.
 *
 * @throws RefusedError or SettingsError that says what is wrong
 */
export function settingsOf(file: StackSettings, pulumi: Pulumi): Settings {
  const secret = file.secretKeys.filter((key) => !SECRET_KEYS.includes(key.replace("mlops:", "")));
  const config = secret.length === 0 ? file.config : { ...file.config, ...decrypted(file.stack, pulumi) };
  return settingsFrom({ ...file, config });
}

/** Pulumi is asked only for accounts that another stack has made. @throws RefusedError or Refusal */
export function accountsOf(settings: LandingZoneSettings, pulumi: Pulumi): Accounts {
  const { organizationStack } = settings.accounts;
  if (organizationStack === undefined) {
    return namedAccounts(settings);
  }
  const output = pulumi(["stack", "output", ACCOUNT_IDS_OUTPUT, "--json", "--stack", organizationStack]);
  return accountsFrom(organizationStack, JSON.parse(output), settings.team.name);
}

/** Personal access token in the stack file; undefined where there is none, or the environment has one. */
export function tokenOf(file: StackSettings, environment: Environment, pulumi: Pulumi): string | undefined {
  return file.config[TOKEN_KEY] === undefined || environment.AZDO_PERSONAL_ACCESS_TOKEN
    ? undefined
    : pulumi(["config", "get", TOKEN_KEY, "--stack", file.stack]).trim();
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
