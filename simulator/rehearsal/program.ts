import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";

import { RefusedError } from "../../settings/command-refusal";
import type { Message, Monitor } from "./monitor";
import { collect, startNode } from "./processes";
import type { StackSettings } from "../../settings/stack-file";
import { isObject } from "./values";

/** A Pulumi program of Node. */
export interface Project {
  readonly name: string;
  readonly folder: string;
  /** Options for Node, such as a loader. */
  readonly nodeArgs: readonly string[];
  /** The program's file; "." is what package.json names. */
  readonly main: string;
}

/** How many registrations the SDK may have under way. */
const PARALLEL = "16";

/** A program that did not run to its end. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";

  /** @param messages - What program and engine said, as they said it. */
  constructor(readonly messages: readonly Message[]) {
    super(messages.map(({ text }) => text).join("\n"));
  }
}

/** @throws RefusedError if the folder holds no Pulumi.yaml of a Node program. */
export function readProject(folder: string): Project {
  const file = join(folder, "Pulumi.yaml");
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RefusedError(`cannot read the project: ${(error as Error).message}`);
  }
  const { name, main = ".", runtime } = isObject(content) ? content : {};
  const { nodeargs = "" } = isObject(runtime) && isObject(runtime.options) ? runtime.options : {};
  if (typeof name !== "string" || typeof main !== "string" || typeof nodeargs !== "string") {
    throw new RefusedError(
      `${file}: name must be text, and so must main and the option nodeargs if they are given`,
    );
  }
  return {
    name,
    folder: resolve(folder),
    main,
    nodeArgs: nodeargs.split(/\s+/).filter((word) => word !== ""),
  };
}

/**
 * Runs a program with the SDK's own runner, connected to a monitor.
 *
 * @returns what the program said, in the order of its messages, then what it printed.
 * @throws ProgramError if it fails or is refused something.
 */
export async function runProgram(
  project: Project,
  settings: StackSettings,
  monitor: Monitor,
  dryRun: boolean,
): Promise<readonly Message[]> {
  const child = startNode(
    [
      ...project.nodeArgs,
      ...["--require", join(__dirname, "quiet-sdk.cjs")],
      runner("run", project.folder),
      ...["--monitor", monitor.address, "--engine", monitor.address],
      ...["--organization", "organization", "--project", project.name, "--stack", settings.stack],
      ...["--root-directory", project.folder, "--pwd", project.folder, "--parallel", PARALLEL],
      ...(dryRun ? ["--dry-run"] : []),
      project.main,
    ],
    project.folder,
    {
      PULUMI_CONFIG: JSON.stringify(settings.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(settings.secretKeys),
    },
  );
  const printed = collect(child.stdout);
  const complaints = collect(child.stderr);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const errors = monitor.messages.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new ProgramError(errors);
  }
  if (code !== 0) {
    const text = complaints().trim() || `the program ended with exit code ${String(code)}`;
    throw new ProgramError([{ severity: "error", text }]);
  }
  const text = printed().trimEnd();
  return text === "" ? monitor.messages : [...monitor.messages, { severity: "info", text }];
}

/** The SDK's entry point for a program or a policy pack, of the SDK that the folder resolves. */
export function runner(command: "run" | "run-policy-pack", folder: string): string {
  try {
    return require.resolve(`@pulumi/pulumi/cmd/${command}`, { paths: [folder] });
  } catch {
    throw new RefusedError(`@pulumi/pulumi is not installed for ${folder}: run npm ci`);
  }
}
