import { buildGraph, type Graph } from "./graph";
import type { Message } from "./monitor";
import { startMonitor } from "./monitor";
import { readProject, runProgram } from "./program";
import type { Clouds, OutputsOf } from "./recorder";
import { Recorder } from "./recorder";
import { type RecordedResource, STACK_TYPE } from "./resource";
import { findStack, type StackSettings } from "../../settings/stack-file";
import type { Properties } from "./values";

export interface RehearseOptions {
  /** Folder of the program: where its Pulumi.yaml is. */
  readonly program: string;
  readonly settings: StackSettings;
  readonly clouds: Clouds;
  /** Folder of the files of other stacks that the program reads. @default the program's folder */
  readonly stackFiles?: string;
  /** Whether ids and computed outputs stay unknown, as in the preview of a new stack. @default false */
  readonly unknowns?: boolean;
  /** What the program reads of other stacks. @default {@link siblingOutputs} */
  readonly outputsOf?: OutputsOf;
  /** Called with the number of resources so far. */
  readonly progress?: (resources: number) => void;
}

/** A program that ran to its end without a cloud. */
export interface Rehearsal {
  readonly project: string;
  readonly settings: StackSettings;
  /** Sorted by URN. */
  readonly resources: readonly RecordedResource[];
  /** What the stack exports; secrets are marked. */
  readonly outputs: Properties;
  /** What the program said. */
  readonly messages: readonly Message[];
  readonly graph: Graph;
}

/**
 * Runs a program as `pulumi up` of a new stack does, with simulated clouds.
 *
 * @throws ProgramError if the program fails or is refused something.
 * @throws RefusedError if there is no such program.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { settings, clouds, unknowns = false, outputsOf = siblingOutputs(options) } = options;
  const project = readProject(options.program);
  const recorder = new Recorder({ project: project.name, settings, clouds, unknowns, outputsOf });
  const monitor = await startMonitor(recorder, options.progress);
  try {
    const messages = await runProgram(project, settings, monitor, unknowns);
    const { resources } = recorder;
    return {
      project: project.name,
      settings,
      resources,
      outputs: resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {},
      messages,
      graph: buildGraph(project.name, settings, resources, project.folder),
    };
  } finally {
    monitor.stop();
  }
}

/** The outputs of the program's own other stacks: each is rehearsed when it is read, and may not read others. */
export function siblingOutputs({ program, clouds, stackFiles = program }: RehearseOptions): OutputsOf {
  return async (name) => {
    const [, project, stack = ""] = name.split("/");
    const settings = project === readProject(program).name ? findStack(stackFiles, stack) : undefined;
    if (settings === undefined) {
      return undefined;
    }
    const sibling = await rehearse({
      program,
      clouds,
      settings,
      outputsOf: () => Promise.resolve(undefined),
    });
    return sibling.outputs;
  };
}
