import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a monitoring run finds, as step Publish counts it: violations by monitor. */
export interface Judgement {
  readonly violations: Readonly<Record<string, number>>;
  /** What was looked at. */
  readonly about: string;
  /** How the judgement was made, for people. */
  readonly made: string;
}

/** What was captured in a day. */
export type Capture = "clean" | "drifted";

const ABOUT: Readonly<Record<Capture, string>> = {
  clean: "a day like the training data",
  drifted: "a day on which large loans were asked for more often",
};

const QUIET = { capture: 0, dataQuality: 0, drift: 0, modelQuality: 0, bias: 0, explainability: 0 };

/** Environment variable with a Python that has the packages of repositories/model-build/requirements-dev.txt. */
export const PYTHON = "MONITORS_PYTHON";

/**
 * The judgement of a day of requests. With a Python, the steps and monitors of the repository build the sample's model, let
 * it answer and judge what was captured; without one it is given, since a rehearsal needs no Python.
 *
 * @param settings - settings.json of the model's monitoring.
 * @throws Error with the end of what Python printed, if it fails
 */
export function judgementOf(
  capture: Capture,
  settings: string,
  python: string | undefined = process.env[PYTHON],
): Judgement {
  const about = ABOUT[capture];
  if (python === undefined) {
    const violations = { ...QUIET, drift: capture === "drifted" ? 1 : 0 };
    return { violations, about, made: `given; set ${PYTHON} to have it judged by the repository's monitors` };
  }
  const found = judged(python, capture, settings);
  const violations = Object.entries(found).map(([monitor, subjects]) => [monitor, subjects.length]);
  const subjects = Object.entries(found).map(([monitor, names]) => `${monitor} of ${names.join(", ")}`);
  return {
    violations: { ...QUIET, ...(Object.fromEntries(violations) as Record<string, number>) },
    about,
    made: `judged by the repository's monitors: ${subjects.length === 0 ? "nothing found" : subjects.join("; ")}`,
  };
}

const SCRIPT = join(__dirname, "../../../repositories/model-build/tests/monitoring/judged_window.py");

function judged(python: string, capture: Capture, settings: string): Record<string, readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "judged-window-"));
  try {
    const file = join(folder, "settings.json");
    writeFileSync(file, settings);
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout, stderr, error } = spawnSync(python, [SCRIPT, file, capture], {
      encoding: "utf8",
      env,
    });
    if (status !== 0) {
      throw new Error(`the monitors could not judge: ${error?.message ?? stderr.slice(-2_000)}`);
    }
    return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, readonly string[]>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
