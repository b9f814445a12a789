// Proves that the stack files at the root are the user's: copies the project, puts quite other ones in their place, and
// runs there what could notice. `--all` runs the whole suite in the copy.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { parseSettings } from "../settings/load";
import { readStackFile } from "../settings/stack-file";

const ROOT = join(__dirname, "..");

/**
 * Another team in another Region, without any optional part, as the engine writes stack files: one stack more than the
 * project has (playground), one less (dev).
 */
const OTHERS = join(ROOT, "test", "fixtures", "stack-files");

const STACK_FILE = /^Pulumi\..+\.ya?ml$/;
const NOT_COPIED: readonly string[] = [".git", ".venv", "__pycache__", "node_modules"];

/**
 * What could notice: tests that read files of the root, hold pages that quote settings, or rehearse a stack that reads
 * another one's outputs. All others get their settings from samples/, fixtures or the test itself.
 */
const NOTICING: readonly string[] = [
  "test/benchmarks/stack-files.test.ts",
  "test/components/organizations/deployer-template.test.ts",
  "test/docs/inference-api.test.ts",
  "test/docs/links.test.ts",
  "test/docs/readme.test.ts",
  "test/repositories/pipelines.test.ts",
  "test/settings/load.test.ts",
  "test/settings/reference.test.ts",
  "test/simulator/rehearse/command.test.ts",
  "test/settings/stack-file.test.ts",
  "test/simulator/engine/sandbox/project.test.ts",
  "test/stack-files.test.ts",
  "test/assets/seeds/seed-files.test.ts",
];

/** Without the project's own configuration, which names all files. */
const MOCHA_OPTIONS: readonly string[] = [
  "--no-config",
  "--node-option=import=tsx",
  "--extension=ts",
  "--timeout=300000",
  "--parallel",
  "--exit",
];

function main(): number {
  const { values } = parseArgs({ options: { all: { type: "boolean", default: false } } });
  const folder = mkdtempSync(join(tmpdir(), "other-stack-files-"));
  try {
    copyProject(folder);
    replaceStackFiles(folder);
    const commands = values.all
      ? [["npm", "test"]]
      : [
          ["npm", "run", "--silent", "build"],
          ["npx", "mocha", ...MOCHA_OPTIONS, ...NOTICING],
        ];
    const failed = [["npm", "run", "--silent", "format:check"], ...commands].find(
      (command) => !succeeds(folder, command),
    );
    if (failed !== undefined) {
      process.stderr.write(
        `with other stack files at the root, this fails: ${failed.slice(0, 4).join(" ")}\n`,
      );
    }
    return failed === undefined ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyProject(folder: string): void {
  cpSync(ROOT, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !NOT_COPIED.includes(basename(source)),
  });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
}

/** @throws SettingsError if one of the other stack files is not valid: then the run would prove nothing. */
function replaceStackFiles(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => STACK_FILE.test(name))) {
    rmSync(join(folder, file));
  }
  for (const file of readdirSync(OTHERS)) {
    const { stack, config } = readStackFile(join(OTHERS, file));
    parseSettings(stack, settingsOf(config));
    cpSync(join(OTHERS, file), join(folder, file));
  }
}

/** Settings without their prefix; what is encrypted is no setting. */
function settingsOf(config: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) =>
      key.startsWith("mlops:") && !key.endsWith("Token")
        ? [[key.slice("mlops:".length), asValue(value)]]
        : [],
    ),
  );
}

/** Nested settings are JSON text. */
function asValue(text: string): unknown {
  return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
}

function succeeds(cwd: string, [command = "", ...args]: readonly string[]): boolean {
  return spawnSync(command, args, { cwd, stdio: "inherit" }).status === 0;
}

process.exitCode = main();
