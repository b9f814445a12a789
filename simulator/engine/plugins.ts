import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { version as sdkVersion } from "@pulumi/pulumi/version";

/** A plugin of the Pulumi engine that is a TypeScript file. */
export interface Plugin {
  readonly kind: "language" | "resource";
  /** As in the type tokens of its resources, for example `aws`. */
  readonly name: string;
  /** Without a leading `v`. The engine takes a provider only if this equals the version that the SDK asks for. */
  readonly version: string;
  /** The file to run: it prints its port on the first line and serves gRPC there; its last argument is the engine. */
  readonly program: string;
}

/** Runs Node programs for a CLI that was built from its Go modules. A CLI of the vendor's prefers its own. */
export const languageHost: Plugin = {
  kind: "language",
  name: "nodejs",
  version: sdkVersion,
  program: join(__dirname, "language-host.ts"),
};

/**
 * Puts a plugin where an engine with this PULUMI_HOME finds it.
 * The plugin is a shell script, since the engine only starts executables.
 */
export async function installPlugin(home: string, plugin: Plugin): Promise<void> {
  const folder = join(home, "plugins", `${plugin.kind}-${plugin.name}-v${plugin.version}`);
  const launcher = join(folder, `pulumi-${plugin.kind}-${plugin.name}`);
  const command = [process.execPath, "--import", pathToFileURL(require.resolve("tsx")).href, plugin.program];
  await mkdir(folder, { recursive: true });
  await writeFile(launcher, `#!/bin/sh\nexec ${command.map(quote).join(" ")} "$@"\n`);
  await chmod(launcher, 0o755);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
