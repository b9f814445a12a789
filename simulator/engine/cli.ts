import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

import { buildCli, builtCliRoot, releasedVersion } from "./cli-build";

/** A Pulumi CLI on this machine. */
export interface PulumiCli {
  /** The folder whose `bin/pulumi` is the CLI: what the Automation API's `PulumiCommand.get` calls root. */
  readonly root: string;
  /** Without a leading `v`. */
  readonly version: string;
  /** A "built" CLI has no language host of its own: see `languageHost` in plugins.ts. */
  readonly source: "PATH" | "npm" | "built";
}

/** Takes a line for the person who waits. */
export type Progress = (message: string) => void;

/** The oldest CLI of major version 3 whose exit codes tell a refused, a changed and a failed update apart. */
const oldestMinor = 226;

const execute = promisify(execFile);

/**
 * Finds a Pulumi CLI, or makes one: from PATH, else from an earlier run, else through the npm package `pulumi`, which
 * downloads it from the vendor, else built from the vendor's Go modules, which takes minutes.
 *
 * @param environment - what decides where to look; a test gives its own.
 * @throws if no way works; the message has the reason of each.
 */
export async function findPulumiCli(
  progress: Progress,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<PulumiCli> {
  const version = await releasedVersion();
  const ways = {
    "on PATH": () => fromPath(environment),
    "from an earlier run": () => fromEarlierRun(version, environment),
    [`through the npm package pulumi@${version}`]: () => fromNpm(version, environment, progress),
    "built from its Go modules": () => fromGo(environment, progress),
  };
  const reasons: string[] = [];
  for (const [way, find] of Object.entries(ways)) {
    try {
      return await find();
    } catch (error) {
      reasons.push(`- ${way}: ${reasonOf(error)}`);
    }
  }
  throw new Error(
    [
      "no Pulumi CLI could be found or made:",
      ...reasons,
      "install the Pulumi CLI, or let this machine reach get.pulumi.com, or install Go",
    ].join("\n"),
  );
}

/** A CLI is whole only with its own language host: some packages and shims install `pulumi` alone. */
async function fromPath(environment: NodeJS.ProcessEnv): Promise<PulumiCli> {
  const executable = await findOnPath("pulumi", environment);
  if (executable === undefined) {
    throw new Error("there is no pulumi");
  }
  const beside = join(dirname(await realpath(executable)), "pulumi-language-nodejs");
  if (
    !(await isExecutable(beside)) &&
    (await findOnPath("pulumi-language-nodejs", environment)) === undefined
  ) {
    throw new Error(`${executable} has no pulumi-language-nodejs beside it`);
  }
  const root = dirname(dirname(executable));
  if (executable !== join(root, "bin", "pulumi")) {
    throw new Error(`${executable} is not in a folder named bin, which the Automation API needs`);
  }
  const cli = await describe(root, "PATH", environment);
  const [major = 0, minor = 0] = cli.version.split(".").map(Number);
  if (major !== 3 || minor < oldestMinor) {
    throw new Error(`${executable} is version ${cli.version}; 3.${oldestMinor}.0 or a newer 3.x is needed`);
  }
  return cli;
}

async function fromEarlierRun(version: string, environment: NodeJS.ProcessEnv): Promise<PulumiCli> {
  const downloaded = npmRoot(version, environment);
  const built = await builtCliRoot(environment);
  if (await isExecutable(join(downloaded, "bin", "pulumi"))) {
    return describe(downloaded, "npm", environment);
  }
  if (await isExecutable(join(built, "bin", "pulumi"))) {
    return describe(built, "built", environment);
  }
  throw new Error(`neither ${downloaded} nor ${built} has one`);
}

async function fromNpm(
  version: string,
  environment: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<PulumiCli> {
  progress(`downloading the Pulumi CLI ${version}`);
  await execute("npx", ["--yes", `pulumi@${version}`, "version"], {
    env: {
      ...environment,
      PULUMI_VERSION: version,
      // A closed network should be noticed in seconds.
      npm_config_fetch_retries: "0",
      npm_config_fetch_timeout: "20000",
    },
    timeout: 600_000,
  });
  return describe(npmRoot(version, environment), "npm", environment);
}

/** Where the npm package keeps its downloads, and the Automation API too. */
function npmRoot(version: string, environment: NodeJS.ProcessEnv): string {
  const { HOME: userHome = homedir(), PULUMI_HOME: pulumiHome = "" } = environment;
  return join(pulumiHome === "" ? join(userHome, ".pulumi") : pulumiHome, "versions", version);
}

async function fromGo(environment: NodeJS.ProcessEnv, progress: Progress): Promise<PulumiCli> {
  return describe(await buildCli(environment, progress), "built", environment);
}

async function describe(
  root: string,
  source: PulumiCli["source"],
  environment: NodeJS.ProcessEnv,
): Promise<PulumiCli> {
  const { stdout } = await execute(join(root, "bin", "pulumi"), ["version"], {
    env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: 60_000,
  });
  return { root, version: stdout.trim().replace(/^v/, ""), source };
}

async function findOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== "" && (await isExecutable(candidate))) {
      return candidate;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Of what a command wrote to standard error, the line that says why it failed. */
function reasonOf(error: unknown): string {
  const { code, path, stderr = "", message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === "ENOENT" && path !== undefined) {
    return `there is no ${path}`;
  }
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.filter((line) => /\b(failed|refused|forbidden|requires|not found)\b/i.test(line));
  return telling.at(-1) ?? lines.at(-1) ?? message;
}
