import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { VARIABLES } from "../../../repositories/model-deploy/tests/tools/sample-run";
import type { main } from "../../../repositories/model-deploy/tools/cli";
import type { Checkout } from "./checkout";

/** How a command ended, and what it wrote to the run's log. */
export interface CommandResult {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** Variables that it set for the jobs after it. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** A run of the pipeline Model Deploy, on an agent of its own. */
export class DeployRun {
  private readonly agent = mkdtempSync(join(tmpdir(), "agent-"));
  private version: string | undefined;

  /**
   * @param aws - What a process needs to call a stand-in of AWS.
   * @param values - What the run was started with, and its build id.
   */
  constructor(
    private readonly checkout: Checkout,
    private readonly aws: Readonly<Record<string, string>>,
    private readonly values: Readonly<Record<string, string>>,
  ) {}

  /** Runs one command; the ones after `resolve` get what it found, as the jobs of the pipeline do. */
  async run(...argv: string[]): Promise<CommandResult> {
    const cli = (await import(join(this.checkout.folder, "tools", "cli.ts"))) as { main: typeof main };
    const lines: string[] = [];
    const environment = {
      ...VARIABLES,
      ...this.values,
      ...this.aws,
      VERSION: this.version,
      AGENT_TEMPDIRECTORY: this.agent,
      BUILD_ARTIFACTSTAGINGDIRECTORY: this.agent,
    };
    const exitCode = await cli.main(argv, environment, (line) => lines.push(line));
    const outputs = Object.fromEntries(
      lines.flatMap((line) => {
        const set = /^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*)$/.exec(line);
        return set === null ? [] : [[set[1] ?? "", set[2] ?? ""] as const];
      }),
    );
    this.version ??= outputs.version;
    return { exitCode, lines, outputs };
  }

  /** A file that the run publishes. */
  published(path: string): string {
    return readFileSync(join(this.agent, path), "utf8");
  }

  remove(): void {
    rmSync(this.agent, { recursive: true });
  }
}
