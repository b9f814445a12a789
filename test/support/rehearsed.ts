import { join } from "node:path";

import * as clouds from "../../simulator/clouds";
import type { Graph } from "../../simulator/rehearsal/graph";
import type { RecordedResource } from "../../simulator/rehearsal/resource";
import { rehearse } from "../../simulator/rehearsal/run";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import type { StackSettings } from "../../simulator/rehearsal/stack-file";
import { readStackFile } from "../../simulator/rehearsal/stack-file";

/** Folder of the program. */
export const ROOT = join(__dirname, "..", "..");

const SAMPLES = join(ROOT, "samples");

/** The stack files that tests are about: those at the root are the user's. */
export type Sample = "full" | "minimal" | "organization" | "trial";

const rehearsals = new Map<string, Promise<Rehearsal>>();

export function sampleFile(name: Sample): string {
  return join(SAMPLES, `${name}.yaml`);
}

export function readSample(name: Sample): StackSettings {
  return readStackFile(sampleFile(name));
}

/** The real program with one of the samples. A sample is rehearsed once for all tests; nobody may change the result. */
export function rehearsed(sample: Sample, unknowns = false): Promise<Rehearsal> {
  const key = `${sample} ${unknowns}`;
  const rehearsal =
    rehearsals.get(key) ??
    rehearse({ program: ROOT, settings: readSample(sample), stackFiles: SAMPLES, clouds, unknowns });
  rehearsals.set(key, rehearsal);
  return rehearsal;
}

/** Rehearses the program again, with other settings. Values are text or, where nested, JSON text. */
export function rehearseWith(sample: Sample, change: Readonly<Record<string, string>>): Promise<Rehearsal> {
  return rehearseChanged(sample, (config) => ({ ...config, ...change }));
}

/** Rehearses the program again, with what a function makes of its settings. */
export function rehearseChanged(
  sample: Sample,
  change: (config: StackSettings["config"]) => StackSettings["config"],
): Promise<Rehearsal> {
  const settings = readSample(sample);
  return rehearse({
    program: ROOT,
    settings: { ...settings, config: change(settings.config) },
    stackFiles: SAMPLES,
    clouds,
  });
}

type Resource = Graph["resources"][number];

export function ofType(graph: Graph, type: string): Resource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/** The one resource of a type and name. */
export function one<T extends Pick<RecordedResource, "type" | "name">>(
  resources: readonly T[],
  type: string,
  name: string,
): T {
  const [found, ...more] = resources.filter((resource) => resource.type === type && resource.name === name);
  if (!found || more.length > 0) {
    const names = resources.filter((resource) => resource.type === type).map((resource) => resource.name);
    throw new Error(`there are ${names.length} ${type}, not exactly one called ${name}: ${names.join(", ")}`);
  }
  return found;
}

/** A value of a graph as text: numbers as they are, anything nested as JSON. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
