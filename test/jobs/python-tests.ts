import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Version of Python that Glue 5.0 has; an older one may not know what the jobs use. */
const PYTHON = ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"];

/**
 * Runs the unit tests of a job's script, which need nothing but Python. Where there is none they are passed over, with
 * the reason in the title; on a build machine (environment variable CI) they fail.
 */
export function itPassesPythonTests(folder: string, count: number): void {
  const missing = process.env.CI === undefined && spawnSync("python3", PYTHON).status !== 0;
  (missing ? it.skip : it)(
    `passes its own tests${missing ? " (python3 3.11 or later is missing)" : ""}`,
    () => {
      const discover = ["-m", "unittest", "discover", "--start-directory", join(__dirname, folder)];
      const { status, stderr } = spawnSync("python3", discover, {
        encoding: "utf8",
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      });
      assert.deepEqual([status, Number(/Ran (\d+) tests/.exec(stderr)?.[1])], [0, count], stderr);
    },
  );
}
