import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** An engine that needs no network, no account and no answer from a person; all it keeps is in one folder. */
export interface OfflineEngine {
  /** PULUMI_HOME: plugins, credentials and logs. */
  readonly home: string;
  /** The environment of every `pulumi` command, on top of the caller's own. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Prepares `folder` for an engine; it may hold state of earlier runs, which then goes on. */
export async function prepareOfflineEngine(folder: string): Promise<OfflineEngine> {
  const home = resolve(folder, "home");
  const state = resolve(folder, "state");
  await Promise.all([mkdir(join(home, "plugins"), { recursive: true }), mkdir(state, { recursive: true })]);
  return { home, environment: offlineEnvironment(home, state) };
}

function offlineEnvironment(home: string, state: string): Record<string, string> {
  return {
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CREDENTIAL_STORE: "plaintext",
    // Encrypts values of simulated clouds only, so it protects nothing; the engine insists on one.
    PULUMI_CONFIG_PASSPHRASE: "simulated",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SKIP_CONFIRMATIONS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
    PULUMI_NEO: "false",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    // Nothing is lost if a simulated cloud is cut off: the state is written at the end of each operation, and not, megabytes
    // of it, after each resource.
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
  };
}
