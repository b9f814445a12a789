import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { type Analyzer, startAnalyzer, type Verdicts } from "../rehearsal/analyzer";
import { type Arguments, parseArguments, USAGE } from "./arguments";
import { RefusedError } from "../../settings/command-refusal";
import { formatGraph, type Graph } from "../rehearsal/graph";
import { readPolicyConfig } from "../rehearsal/policy-config";
import { ProgramError } from "../rehearsal/program";
import { Progress, type ProgressStream } from "../rehearsal/progress";
import type { Clouds } from "../rehearsal/recorder";
import { refusals, report } from "./report";
import { type Rehearsal, rehearse } from "../rehearsal/run";
import { secondPreview } from "../rehearsal/second-preview";
import { readStack, readStackFile, stacksOf, type StackSettings } from "../../settings/stack-file";
import { playStories, type StoryTellers, type PlayedStories } from "./stories";

export interface CommandOptions {
  /** Folder of the program and of its stack files. */
  readonly program: string;
  /** Folder of the policy pack. `<profile>.json` in it is the policy config of stacks with that `profile`, if any. */
  readonly pack: string;
  readonly clouds: Clouds;
  /**
   * Looks at the settings before anything is started, which is quicker than the program that looks at them again.
   *
   * @throws Error that says what is wrong
   */
  readonly checkSettings?: (settings: StackSettings) => void;
  /** Plays what happens in the stack. @default nothing happens */
  readonly stories?: () => Promise<StoryTellers>;
  /**
   * What the stack allows that no stack may, one per line. A stack that allows such things is refused.
   *
   * @default nothing is looked for
   */
  readonly neverAllowed?: (rehearsal: Rehearsal) => Promise<readonly string[]>;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
}

/** How the command ends. */
export const EXIT = { fine: 0, violation: 1, refused: 2 } as const;

/** @returns the exit status. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<number> {
  const { stdout, stderr } = options;
  try {
    const parsed = parseArguments(args);
    if (parsed.help) {
      stdout.write(USAGE);
      return EXIT.fine;
    }
    return await rehearseStack(parsed, options);
  } catch (error) {
    const text = `${explain(error)}\n`;
    stderr.write(stderr.isTTY === true ? text : stripVTControlCharacters(text));
    return EXIT.refused;
  }
}

async function rehearseStack(args: Arguments, options: CommandOptions): Promise<number> {
  const settings = readSettings(args, options);
  const progress = new Progress(options.stderr);
  const analyzer = startAnalyzer(options.pack); // starts while the program runs
  try {
    const stories = options.stories?.(); // and so do these
    stories?.catch(() => undefined); // what is wrong with them is said when they are told
    const rehearsal = await runWithProgress(settings, args, options, progress);
    if (args.graph !== undefined) {
      writeGraph(args.graph, rehearsal.graph);
      progress.done(`graph: written to ${args.graph}`);
    }
    // Each is mostly a process of its own.
    const [verdicts, told, allowed] = await Promise.all([
      judge(analyzer, rehearsal, options.pack, progress),
      tell(stories, rehearsal, args, progress),
      options.neverAllowed?.(rehearsal),
    ]);
    const isSample = args.stackFile !== undefined && stacksOf(dirname(args.stackFile)).length === 0;
    const outcome = {
      ...rehearsal,
      unsettled: secondPreview(rehearsal.resources, options.clouds),
      verdicts,
      told,
      whole: args.stories,
      isSample,
      ...(allowed && { allowed }),
    };
    options.stdout.write(`\n${report(outcome)}`);
    return refusals(outcome).length === 0 ? EXIT.fine : EXIT.violation;
  } finally {
    analyzer.stop();
  }
}

/** @throws RefusedError if there is no such stack, or if its settings are wrong. */
function readSettings({ stack, stackFile }: Arguments, options: CommandOptions): StackSettings {
  const settings = stackFile === undefined ? readStack(options.program, stack) : readStackFile(stackFile);
  try {
    options.checkSettings?.(settings);
  } catch (error) {
    throw new RefusedError((error as Error).message);
  }
  return settings;
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
  { stackFile }: Arguments,
  { program, clouds }: CommandOptions,
  progress: Progress,
): Promise<Rehearsal> {
  const registered = (count: number): string => `program: ${count} resources registered`;
  progress.update(`program: running ${settings.stack}`);
  const rehearsal = await rehearse({
    program,
    clouds,
    settings,
    ...(stackFile === undefined ? {} : { stackFiles: dirname(stackFile) }),
    progress: (count) => {
      progress.update(registered(count));
    },
  });
  progress.done(registered(rehearsal.resources.length));
  return rehearsal;
}

async function judge(
  analyzer: Analyzer,
  rehearsal: Rehearsal,
  pack: string,
  progress: Progress,
): Promise<Verdicts> {
  progress.update("guardrails: judging");
  const { project, settings, resources } = rehearsal;
  const profile = settings.config[`${project}:profile`] ?? "";
  const file = join(pack, `${profile}.json`);
  const policyConfig = existsSync(file) ? readPolicyConfig(file) : {};
  const verdicts = await analyzer.analyze(resources, { project, settings, policyConfig });
  progress.done(`guardrails: ${verdicts.rules} rules have judged ${verdicts.resources} resources`);
  return verdicts;
}

async function tell(
  stories: Promise<StoryTellers> | undefined,
  rehearsal: Rehearsal,
  { stories: whole }: Arguments,
  progress: Progress,
): Promise<PlayedStories> {
  if (stories === undefined) {
    return {};
  }
  const told = await playStories(await stories, rehearsal, whole, (story) => {
    progress.update(`stories: playing ${story}`);
  });
  progress.done(`stories: ${Object.keys(told).join(", ") || "none in this stack"}`);
  return told;
}

/** What a person needs to know: of a refusal what is wrong, of a fault also where. */
function explain(error: unknown): string {
  if (error instanceof RefusedError || error instanceof ProgramError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
