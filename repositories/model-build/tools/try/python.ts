import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { EXIT, Failure } from "../../../shared/failure";
import type { Print } from "../../../shared/agent-log";

/** Names to look for, the Python of AWS's image first. */
const NAMES = ["python3.12", "python3.11", "python3.13", "python3", "python"];

/** Versions that the pinned libraries are built for. */
const FITS = /^3\.1[123]\./;

const VERSION = "import platform; print(platform.python_version())";

/** Runs a program; its text is empty where it cannot be started. */
export type Run = (
  program: string,
  options: readonly string[],
) => { readonly status: number | null; readonly text: string };

/**
 * The first Python on this machine that runs the steps.
 *
 * @throws Failure that lists which were found, if none of them fits.
 */
export function findPython(run: Run = runProgram): string {
  const found: string[] = [];
  for (const name of NAMES) {
    const { status, text } = run(name, ["-c", VERSION]);
    if (status === 0 && FITS.test(text)) {
      return name;
    }
    if (status === 0) {
      found.push(`${name} is ${text.trim()}`);
    }
  }
  throw new Failure(
    `there is no Python 3.11, 3.12 or 3.13 on the path (${found.length === 0 ? "none was found" : found.join(", ")}); install one`,
    EXIT.usage,
  );
}

/**
 * A virtual environment with what requirements files name, below a folder; made anew as soon as a file differs.
 *
 * @returns the Python in it.
 * @throws Failure with the end of pip's output.
 */
export function environmentWith(files: readonly string[], folder: string, print: Print): string {
  const python = findPython();
  const hash = createHash("sha256").update(runProgram(python, ["-c", VERSION]).text);
  files.forEach((file) => hash.update(readFileSync(file)));
  const environment = join(folder, `venv-${hash.digest("hex").slice(0, 12)}`);
  const inside = process.platform === "win32" ? join("Scripts", "python.exe") : join("bin", "python");
  const done = join(environment, "complete");
  if (!existsSync(done)) {
    print(
      `Installing ${files.map((file) => file.split(/[\\/]/).at(-1)).join(" and ")} (once, some 250 MB) …`,
    );
    // What an interrupted command left is no environment.
    rmSync(environment, { recursive: true, force: true });
    mustSucceed(python, ["-m", "venv", environment]);
    const requirements = files.flatMap((file) => ["--requirement", file]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...requirements];
    mustSucceed(join(environment, inside), pip);
    mustSucceed(join(environment, inside), ["-c", `open(${JSON.stringify(done)}, "w").close()`]);
  }
  return join(environment, inside);
}

function mustSucceed(program: string, options: readonly string[]): void {
  const { status, text } = runProgram(program, options);
  if (status !== 0) {
    throw new Failure(`${program} ${options.slice(0, 3).join(" ")} failed:\n${text.slice(-2_000)}`);
  }
}

function runProgram(program: string, options: readonly string[]): ReturnType<Run> {
  const { status, stdout, stderr } = spawnSync(program, options, { encoding: "utf8" });
  // Where the program is not there, there is no output either.
  return { status, text: status === 0 ? stdout : [stdout, stderr].join("") };
}
