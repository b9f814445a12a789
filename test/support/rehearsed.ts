import { createHash } from "node:crypto";
import { join } from "node:path";

import * as clouds from "../../simulator/clouds";
import type { Graph } from "../../simulator/rehearsal/graph";
import type { RecordedResource } from "../../simulator/rehearsal/resource";
import { rehearse } from "../../simulator/rehearsal/run";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import type { StackSettings } from "../../settings/stack-file";
import { readStackFile } from "../../settings/stack-file";
import { kept } from "./kept";
import { programDigest } from "./program-sources";

/** Folder of the program. */
export const ROOT = join(__dirname, "..", "..");

const SAMPLES = join(ROOT, "samples");

/** The stack files that tests are about: those at the root are the user's. */
export type Sample = "full" | "minimal" | "organization" | "trial";

/** Rehearsals of this process by their settings, and of all processes. */
const rehearsals = new Map<string, Promise<Rehearsal>>();
const STORE = join(ROOT, "node_modules", ".cache", "mlops-rehearsals");
/** Sources as they were when this process began: it has loaded some of them. */
let generation: string | undefined;

export function sampleFile(name: Sample): string {
  return join(SAMPLES, `${name}.yaml`);
}

export function readSample(name: Sample): StackSettings {
  return readStackFile(sampleFile(name));
}

/** The real program with one of the samples. */
export function rehearsed(sample: Sample, unknowns = false): Promise<Rehearsal> {
  return rehearsedSettings(readSample(sample), unknowns);
}

/**
 * The real program with these settings. The same settings are rehearsed once for all tests of all processes, and again
 * when a source of the program changes; nobody may change the result.
 */
export function rehearsedSettings(settings: StackSettings, unknowns = false): Promise<Rehearsal> {
  const key = createHash("sha256").update(JSON.stringify({ settings, unknowns })).digest("hex").slice(0, 32);
  generation ??= programDigest(ROOT);
  const rehearsal =
    rehearsals.get(key) ??
    kept({ folder: STORE, generation }, key, () =>
      rehearse({ program: ROOT, settings, stackFiles: SAMPLES, clouds, unknowns }),
    );
  rehearsals.set(key, rehearsal);
  return rehearsal;
}

/** The real program with a sample of which some settings differ. Values are text or, where nested, JSON text. */
export function rehearseWith(sample: Sample, change: Readonly<Record<string, string>>): Promise<Rehearsal> {
  return rehearseChanged(sample, (config) => ({ ...config, ...change }));
}

/** The real program with what a function makes of a sample's settings. */
export function rehearseChanged(
  sample: Sample,
  change: (config: StackSettings["config"]) => StackSettings["config"],
): Promise<Rehearsal> {
  const settings = readSample(sample);
  return rehearsedSettings({ ...settings, config: change(settings.config) });
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
