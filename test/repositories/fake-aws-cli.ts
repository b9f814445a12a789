import type { SpawnSyncReturns } from "node:child_process";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { ROOT } from "./pipeline-files";

/** Runs scripts of the seeded repositories as a pipeline does, with an `aws` that notes how it is called. */
export class FakeAwsCli {
  /** @param directory - Empty; also the temporary folder that the pipeline's agent would give. */
  constructor(private readonly directory: string) {}

  /** From now on, every call is answered like this. */
  answers(answer: string, exitCode = 0): void {
    const { directory } = this;
    writeFileSync(join(directory, "answer"), answer);
    const script = `#!/usr/bin/env bash\necho "$*" >>"${directory}/calls"\ncat "${directory}/answer"\nexit ${exitCode}\n`;
    writeFileSync(join(directory, "aws"), script);
    chmodSync(join(directory, "aws"), 0o755);
  }

  /** The calls so far: their arguments. */
  calls(): string[] {
    const file = join(this.directory, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  run(
    repository: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): SpawnSyncReturns<string> {
    return spawnSync(command, args, {
      cwd: join(ROOT, "repositories", repository),
      encoding: "utf8",
      env: {
        PATH: `${this.directory}${delimiter}${process.env.PATH ?? ""}`,
        HOME: process.env.HOME ?? "",
        AGENT_TEMPDIRECTORY: this.directory,
        PYTHONDONTWRITEBYTECODE: "1",
        ...env,
      },
    });
  }
}
