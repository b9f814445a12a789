import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** The Python of Glue 5.0 and of Model Build's agents; a script that runs on another version proves less. */
const PYTHON = "python3.11";

/**
 * Why there is no Python of the right version on this machine; undefined: there is one. Where the environment variable
 * CI is set it is undefined in any case, so that a build machine without Python fails instead of passing over the tests.
 */
export function pythonMissing(): string | undefined {
  return firstMissing([[PYTHON, "--version"]]);
}

/** Why no Spark can run on this machine, which takes Java besides; undefined as for pythonMissing. */
export function sparkMissing(): string | undefined {
  return firstMissing([
    [PYTHON, "--version"],
    ["java", "-version"],
  ]);
}

function firstMissing(commands: readonly (readonly [command: string, option: string])[]): string | undefined {
  if (process.env.CI !== undefined) {
    return undefined;
  }
  const missing = commands.find(([command, option]) => spawnSync(command, [option]).status !== 0);
  return missing === undefined ? undefined : `there is no ${missing[0]}`;
}

/**
 * A virtual environment with the packages of a requirements file. It is kept outside of the clone, and elsewhere as
 * soon as the file differs.
 *
 * @returns the Python in it.
 * @throws Error if a package cannot be installed.
 */
export async function pythonWith(requirements: string): Promise<string> {
  const hash = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex")
    .slice(0, 12);
  const { HOME: userHome = homedir(), XDG_CACHE_HOME: xdgCache = "" } = process.env;
  const cache = join(xdgCache === "" ? join(userHome, ".cache") : xdgCache, "mlops-landing-zone");
  const environment = join(cache, `venv-${hash}`);
  if (!existsSync(environment)) {
    await mkdir(cache, { recursive: true });
    await makeEnvironment(environment, requirements);
  }
  return join(environment, "bin", "python");
}

/** Files of tests run side by side: whoever is done first gives the environment its name, and others drop theirs. */
async function makeEnvironment(environment: string, requirements: string): Promise<void> {
  // Scripts of a virtual environment hold its path, so it cannot be moved, but it can be linked to.
  const made = await mkdtemp(`${environment}-`);
  await execute(PYTHON, ["-m", "venv", made]);
  await execute(join(made, "bin", "python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--requirement",
    requirements,
  ]);
  try {
    await symlink(made, environment);
  } catch (error) {
    await rm(made, { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
}
