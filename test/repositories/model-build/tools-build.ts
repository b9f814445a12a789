import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { parseDocument } from "yaml";

import type { main } from "../../../repositories/model-build/tools/cli";
import { seedOf, writeCheckout } from "../../../simulator/stories/write-checkout";

/** A checkout of a model-build repository, outside this one. */
export class Checkout {
  private constructor(readonly folder: string) {}

  /** @param change - Changes files of the checkout, as another commit would. */
  static create(change: (folder: string) => void = () => undefined): Checkout {
    const folder = mkdtempSync(join(tmpdir(), "model-build-"));
    writeCheckout(folder, seedOf("model-build"));
    change(folder);
    return new Checkout(folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What config.yaml asks of a model in these tests, whatever the template's own says. */
export function setGate(folder: string): void {
  const file = join(folder, "config.yaml");
  const config = parseDocument(readFileSync(file, "utf8"));
  for (const profile of ["trial", "production"]) {
    config.setIn(["profiles", profile, "metric"], "auc");
    config.setIn(["profiles", profile, "threshold"], 0.7);
    config.setIn(["profiles", profile, "improvement"], 0.005);
    config.setIn(["profiles", profile, "compareWithApprovedBaseline"], true);
  }
  writeFileSync(file, config.toString());
}

/** How a command ended, and what it wrote to the build's log. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
}

/** @returns The lines of a command that succeeded. */
export function succeeded({ exitCode, lines }: CommandResult): readonly string[] {
  assert.equal(exitCode, 0, lines.join("\n"));
  return lines;
}

export interface BuildArgs {
  /** What a process needs to call a stand-in of AWS. */
  readonly aws: Readonly<Record<string, string>>;
  readonly checkout: Checkout;
  readonly buildId: string;
  readonly commit: string;
  /** What the run's parameters become, and other variables. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A run of the Model Build pipeline, on an agent of its own. */
export class Build {
  private readonly agent = mkdtempSync(join(tmpdir(), "agent-"));

  constructor(private readonly args: BuildArgs) {
    mkdirSync(join(this.agent, "sample"));
    mkdirSync(this.stagingFolder);
    writeFileSync(join(this.agent, "sample", "applications.csv"), "approved,loan_amount\n1,100\n");
  }

  /** Variables of Azure Pipelines and of the pipeline's definition. */
  get environment(): Record<string, string> {
    return {
      ...this.args.aws,
      MODEL: "mortgage",
      AWS_REGION: "eu-west-1",
      AWS_ACCOUNT: "222222222222",
      BUILD_CONTRACT: "/mlops/credit/automation/build/mortgage",
      BUILD_BUILDID: this.args.buildId,
      BUILD_SOURCEVERSION: this.args.commit,
      BUILD_REPOSITORY_URI: "https://contoso@dev.azure.com/contoso/credit/_git/model-build-mortgage",
      BUILD_REQUESTEDFOR: "Zoë Müller",
      BUILD_REASON: "IndividualCI",
      SYSTEM_COLLECTIONURI: "https://dev.azure.com/contoso/",
      SYSTEM_TEAMPROJECT: "credit",
      AGENT_TEMPDIRECTORY: join(this.agent, "temp"),
      BUILD_ARTIFACTSTAGINGDIRECTORY: join(this.agent, "staging"),
      ...this.args.variables,
    };
  }

  /** Runs one command in this process. */
  async run(...argv: string[]): Promise<CommandResult> {
    const cli = (await import(join(this.args.checkout.folder, "tools", "cli.ts"))) as { main: typeof main };
    const lines: string[] = [];
    const exitCode = await cli.main(argv, this.environment, (line) => lines.push(line));
    return { exitCode, lines };
  }

  /** Uploads, creates or updates, and starts. */
  async start(): Promise<CommandResult> {
    const { exitCode, lines } = await this.run("upsert", "--sample", join(this.agent, "sample"));
    if (exitCode !== 0) return { exitCode, lines };
    const started = await this.run("start");
    return { exitCode: started.exitCode, lines: [...lines, ...started.lines] };
  }

  upsert(): Promise<CommandResult> {
    return this.run("upsert", "--sample", join(this.agent, "sample"));
  }

  /** Runs one command in a process of its own, as the pipeline does. */
  spawn(...argv: string[]): RunningCommand {
    return new RunningCommand(
      spawn(process.execPath, ["--import", "tsx", "tools/cli.ts", ...argv], {
        cwd: this.args.checkout.folder,
        env: { PATH: process.env.PATH ?? "", ...this.environment },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  }

  /** The text of a file that the build publishes; undefined if there is none. */
  published(file: string): string | undefined {
    const path = join(this.agent, "staging", "evaluation", file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  get stagingFolder(): string {
    return join(this.agent, "staging");
  }

  /** The same build on another agent: no file of the first is left. */
  forgetFiles(): void {
    rmSync(join(this.agent, "temp"), { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.agent, { recursive: true });
  }
}

/** A command in a process of its own. */
export class RunningCommand {
  private readonly lines: string[] = [];
  private readonly read: Promise<void>;

  constructor(private readonly child: ChildProcess) {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error("the process has no output to read");
    stderr.resume();
    this.read = (async () => {
      for await (const line of createInterface(stdout)) this.lines.push(line);
    })();
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async ended(): Promise<CommandResult> {
    const [exitCode] = (await once(this.child, "exit")) as [number | null];
    await this.read;
    return { exitCode, lines: this.lines };
  }
}
