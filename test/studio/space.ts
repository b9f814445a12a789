import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const SCRIPT = join(__dirname, "..", "..", "studio", "set-up.sh");

/** What the landing zone writes into the script. */
export const ENVIRONMENT = {
  MLOPS_TEAM: "fraud",
  MLOPS_REGION: "eu-west-1",
  MLOPS_DATA_BUCKET: "mlops-fraud-development-data-200000000001",
  MLOPS_EXPERIMENTS: "experiments/",
  MLOPS_EXPERIMENT_PREFIX: "fraud-exp",
  MLOPS_KMS_KEY_ARN: "arn:aws:kms:eu-west-1:200000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
  MLOPS_SUBNET_IDS: "subnet-1,subnet-2",
  MLOPS_SECURITY_GROUP_ID: "sg-1",
};

/** The real interpreter, not the stand-in of a space. */
export const PYTHON = spawnSync("python3", ["-c", "import sys; print(sys.executable)"], {
  encoding: "utf8",
}).stdout.trim();

/** A home directory in which the script runs, with stand-ins for what it would load from the network. */
export class Space {
  readonly home = mkdtempSync(join(tmpdir(), "studio-"));
  private readonly commands = join(this.home, "commands");

  constructor() {
    mkdirSync(this.commands);
    for (const tool of ["python3", "pre-commit", "nbstripout"]) {
      this.command(tool, "exit 0");
    }
  }

  /** Replaces a command; it notes how it is called. */
  command(name: string, body: string): void {
    const path = join(this.commands, name);
    writeFileSync(path, `#!/bin/bash\necho "${name} $*" >>"${this.home}/calls"\n${body}\n`);
    chmodSync(path, 0o755);
  }

  start(environment: Readonly<Record<string, string>> = ENVIRONMENT): {
    readonly status: number | null;
    readonly stdout: string;
  } {
    return this.run("bash", [SCRIPT], environment);
  }

  run(
    command: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const PATH = `${this.commands}:${process.env.PATH ?? ""}`;
    return spawnSync(command, args, {
      cwd: this.home,
      env: { PATH, HOME: this.home, ...environment },
      encoding: "utf8",
    });
  }

  calls(): string[] {
    const path = join(this.home, "calls");
    return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
  }

  read(path: string): string {
    return readFileSync(join(this.home, path), "utf8");
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}
