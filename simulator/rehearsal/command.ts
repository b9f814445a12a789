import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs, stripVTControlCharacters } from "node:util";

import { type Analyzer, startAnalyzer, type Verdicts } from "./analyzer";
import { RefusedError } from "./errors";
import { formatGraph, type Graph } from "./graph";
import { readPolicyConfig } from "./policy-config";
import { ProgramError } from "./program";
import { Progress, type ProgressStream } from "./progress";
import type { Clouds } from "./recorder";
import { report } from "./report";
import type { ModelVersion } from "../sagemaker/registry";
import { type Rehearsal, rehearse } from "./run";
import { readStack, readStackFile, type StackSettings } from "./stack-file";

/** A version of a model, as the registry has it. */
export type RegisteredVersion = Pick<ModelVersion, "arn" | "body" | "group" | "version">;

export interface CommandOptions {
  /** Folder of the program and of its stack files. */
  readonly program: string;
  /** Folder of the policy pack. `<profile>.json` in it is the policy config of stacks with that `profile`, if any. */
  readonly pack: string;
  readonly clouds: Clouds;
  /**
   * Plays the build of a model on a rehearsed stack: what happens, and the version that it registers. Undefined for a
   * stack that builds none. @default nothing happens
   */
  readonly followBuild?: (
    rehearsal: Rehearsal,
  ) => Promise<{ readonly lines: readonly string[]; readonly registered: RegisteredVersion } | undefined>;
  /**
   * Plays the approval of a model on a rehearsed stack and tells what happens. @default nothing happens
   * @param version - ARN of the version to approve, if one is known.
   */
  readonly followApproval?: (graph: Graph, version?: string) => Promise<readonly string[]>;
  /**
   * Plays the deployment of a registered version on a rehearsed stack and tells what happens. @default nothing happens
   */
  readonly followDeployments?: (
    rehearsal: Rehearsal,
    version: RegisteredVersion,
  ) => Promise<{ readonly lines: readonly string[] }>;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
}

/** How the command ends. */
export const EXIT = { fine: 0, violation: 1, refused: 2 } as const;

const USAGE = `usage: npm run rehearse [-- options]

Runs the program and its guardrails without a cloud and shows what it would create.

  --stack NAME        the stack to rehearse: NAME of a file Pulumi.NAME.yaml (default: prod)
  --stack-file FILE   a stack file that is somewhere else
  --graph FILE        also write the resource graph (docs/graph-format.md)
  --help              show this text

exit status: 0 fine, 1 a mandatory rule is violated, 2 refused settings or a failing program
`;

const DEFAULT_STACK = "prod";

/** @returns the exit status. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<number> {
  const { stdout, stderr } = options;
  try {
    const { values } = parse(args);
    if (values.help === true) {
      stdout.write(USAGE);
      return EXIT.fine;
    }
    const file = values["stack-file"];
    const settings =
      file === undefined ? readStack(options.program, values.stack ?? DEFAULT_STACK) : readStackFile(file);
    const stackFiles = file === undefined ? options.program : dirname(file);
    return await rehearseStack(settings, stackFiles, values.graph, options);
  } catch (error) {
    const text = `${explain(error)}\n`;
    stderr.write(stderr.isTTY === true ? text : stripVTControlCharacters(text));
    return EXIT.refused;
  }
}

function parse(args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: {
        stack: { type: "string" },
        "stack-file": { type: "string" },
        graph: { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (parsed.values.stack !== undefined && parsed.values["stack-file"] !== undefined) {
      throw new RefusedError("give --stack or --stack-file, not both");
    }
    return parsed;
  } catch (error) {
    throw new RefusedError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function rehearseStack(
  settings: StackSettings,
  stackFiles: string,
  graphFile: string | undefined,
  options: CommandOptions,
): Promise<number> {
  const progress = new Progress(options.stderr);
  const analyzer = startAnalyzer(options.pack); // starts while the program runs
  try {
    const rehearsal = await runWithProgress(settings, stackFiles, options, progress);
    if (graphFile !== undefined) {
      writeGraph(graphFile, rehearsal.graph);
      progress.done(`graph: written to ${graphFile}`);
    }
    progress.update("guardrails: judging");
    const verdicts = await judge(analyzer, rehearsal, options.pack);
    progress.done(`guardrails: ${verdicts.rules} rules have judged ${verdicts.resources} resources`);
    const { lines: build = [], registered } = (await options.followBuild?.(rehearsal)) ?? {};
    const approval = (await options.followApproval?.(rehearsal.graph, registered?.arn)) ?? [];
    const deployments = registered && (await options.followDeployments?.(rehearsal, registered));
    const stories = { build, approval, deployments: deployments?.lines ?? [] };
    options.stdout.write(`\n${report({ ...rehearsal, verdicts, ...stories })}`);
    return verdicts.violations.length === 0 ? EXIT.fine : EXIT.violation;
  } finally {
    analyzer.stop();
  }
}

function writeGraph(file: string, graph: Graph): void {
  try {
    writeFileSync(file, formatGraph(graph));
  } catch (error) {
    throw new RefusedError(`cannot write the graph: ${(error as Error).message}`);
  }
}

async function runWithProgress(
  settings: StackSettings,
  stackFiles: string,
  { program, clouds }: CommandOptions,
  progress: Progress,
): Promise<Rehearsal> {
  const tell = (count: number): string => `program: ${count} resources registered`;
  progress.update(`program: running ${settings.stack}`);
  const rehearsal = await rehearse({
    program,
    clouds,
    settings,
    stackFiles,
    progress: (count) => {
      progress.update(tell(count));
    },
  });
  progress.done(tell(rehearsal.resources.length));
  return rehearsal;
}

function judge(analyzer: Analyzer, rehearsal: Rehearsal, pack: string): Promise<Verdicts> {
  const { project, settings, resources } = rehearsal;
  const profile = settings.config[`${project}:profile`] ?? "";
  const file = join(pack, `${profile}.json`);
  const policyConfig = existsSync(file) ? readPolicyConfig(file) : {};
  return analyzer.analyze(resources, { project, settings, policyConfig });
}

/** What a person needs to know: of a refusal what is wrong, of a fault also where. */
function explain(error: unknown): string {
  if (error instanceof RefusedError || error instanceof ProgramError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
