import * as clouds from "../simulator/clouds";
import { startMonitor } from "../simulator/rehearsal/monitor";
import { type Project, readProject, runProgram } from "../simulator/rehearsal/program";
import { Recorder } from "../simulator/rehearsal/recorder";
import type { RecordedResource } from "../simulator/rehearsal/resource";
import { siblingOutputs } from "../simulator/rehearsal/run";
import type { StackSettings } from "../settings/stack-file";

export interface Evaluation {
  /** From the start of the program's process to its end. */
  readonly milliseconds: number;
  readonly resources: readonly RecordedResource[];
}

/**
 * Runs a program once as the engine does, against the recording monitor and without policies.
 *
 * @param change - What differs from the program's Pulumi.yaml.
 * @throws ProgramError if the program fails.
 */
export async function evaluate(
  program: string,
  settings: StackSettings,
  change: Partial<Pick<Project, "nodeArgs" | "main">> = {},
): Promise<Evaluation> {
  const project = { ...readProject(program), ...change };
  const outputsOf = siblingOutputs({ program, settings, clouds });
  const recorder = new Recorder({ project: project.name, settings, clouds, unknowns: false, outputsOf });
  const monitor = await startMonitor(recorder);
  try {
    const start = performance.now();
    await runProgram(project, settings, monitor, false);
    return { milliseconds: performance.now() - start, resources: recorder.resources };
  } finally {
    monitor.stop();
  }
}
