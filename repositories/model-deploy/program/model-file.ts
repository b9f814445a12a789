import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { has, isMapping, merge, readYaml } from "../../shared/layers";
import type { SchemaProblem } from "../../shared/problems";
import { InvalidInput, keyOf, schemaProblems, shown } from "../../shared/problems";
import type { Stage } from "./contract-schema";
import { STAGES } from "./contract-schema";
import { ruleProblems } from "./model-file-rules";
import type { ModelSettings } from "./model-file-schema";
import { modelSchema } from "./model-file-schema";

export type { Inference, ModelSettings, Shift } from "./model-file-schema";

/** Folder of the files that a team changes: `defaults.yaml`, and one for each model that differs from it. */
export const MODELS_FOLDER = join(__dirname, "..", "models");

type Mapping = Readonly<Record<string, unknown>>;

/** The texts that a model's settings are made of. */
export interface ModelFiles {
  readonly model: string;
  /** models/defaults.yaml, which has every key. */
  readonly defaults: string;
  /** models/<model>.yaml, which has what differs. @default nothing differs */
  readonly own?: string;
}

/** One part of a file, laid over what comes before. */
interface Layer {
  readonly file: string;
  /** What stands before the keys, such as `stages.staging.`. */
  readonly prefix: string;
  readonly values: Mapping;
}

/**
 * Lays defaults, the model's file and what both say of the stage over each other. Mappings are merged; anything
 * else, lists too, replaces what was there. Both stages are checked, so that staging does not go ahead with a
 * file that production refuses.
 *
 * @throws InvalidInput that names every problem: the file, the key, what was given, and what is allowed.
 */
export function modelSettings(files: ModelFiles, stage: Stage): ModelSettings {
  const read = [
    readLayers("models/defaults.yaml", files.defaults),
    ...(files.own === undefined ? [] : [readLayers(`models/${files.model}.yaml`, files.own)]),
  ];
  const problems = new Set(read.flatMap((file) => file.problems));
  const results = new Map<Stage, ModelSettings>();
  for (const each of STAGES) {
    const layers = read.flatMap(({ always, stages }) => [always, stages[each]]);
    const merged = layers.reduce<unknown>((under, { values }) => merge(under, values), {});
    const parsed = modelSchema.safeParse(merged);
    const found = parsed.success
      ? ruleProblems(parsed.data, each)
      : schemaProblems(parsed.error.issues, merged);
    const describe = parsed.success ? ruleSentence : sentence;
    found.forEach((problem) => problems.add(describe(problem, layers)));
    if (parsed.success) {
      results.set(each, parsed.data);
    }
  }
  const settings = results.get(stage);
  if (settings === undefined || problems.size > 0) {
    throw new InvalidInput(`the settings of model ${files.model}`, [...problems]);
  }
  return settings;
}

/** Reads a model's settings from the files of this repository. */
export function readModelSettings(
  model: string,
  stage: Stage,
  folder: string = MODELS_FOLDER,
): ModelSettings {
  const file = join(folder, `${model}.yaml`);
  return modelSettings(
    {
      model,
      defaults: readFileSync(join(folder, "defaults.yaml"), "utf8"),
      ...(existsSync(file) && { own: readFileSync(file, "utf8") }),
    },
    stage,
  );
}

/** A problem, with the last layer that says something of its key; without any, where the key should stand. */
function sentence({ path, text }: SchemaProblem, layers: readonly Layer[]): string {
  const [defaults] = layers;
  const layer = [...layers].reverse().find(({ values }) => has(values, path)) ?? defaults;
  return `${layer?.file ?? ""}: ${layer?.prefix ?? ""}${keyOf(path)} ${text}`;
}

/** A problem of values that do not go together. It is the model's own file that has to say something else then. */
function ruleSentence({ path, text }: SchemaProblem, layers: readonly Layer[]): string {
  const own = layers.at(-1)?.file ?? "";
  const found = [...layers].reverse().find(({ values }) => has(values, path));
  return found === undefined || found.file === own
    ? sentence({ path, text }, layers)
    : `${own}: ${keyOf(path)}, of ${found.file}, ${text}`;
}

interface LayersOfFile {
  readonly always: Layer;
  readonly stages: Readonly<Record<Stage, Layer>>;
  readonly problems: readonly string[];
}

function readLayers(file: string, yaml: string): LayersOfFile {
  const { environments, stages = environments ?? {}, ...values } = readMapping(file, yaml);
  const problems: string[] = [];
  if (environments !== undefined) {
    problems.push(`${file}: environments is named stages now; rename the key, its content stays the same`);
  }
  const isMap = isMapping(stages);
  if (!isMap) {
    problems.push(`${file}: stages is ${shown(stages)}, but must be a mapping`);
  }
  const own: Mapping = isMap ? stages : {};
  for (const name of Object.keys(own)) {
    if (!(STAGES as readonly string[]).includes(name)) {
      problems.push(`${file}: stages.${name} is not known; remove it, or use one of: ${STAGES.join(", ")}`);
    }
  }
  const layer = (name: Stage): Layer => {
    const values = own[name] ?? {};
    if (!isMapping(values)) {
      problems.push(`${file}: stages.${name} is ${shown(values)}, but must be a mapping`);
    }
    return { file, prefix: `stages.${name}.`, values: isMapping(values) ? values : {} };
  };
  return {
    always: { file, prefix: "", values },
    stages: { staging: layer("staging"), production: layer("production") },
    problems,
  };
}

function readMapping(file: string, yaml: string): Mapping {
  const content = readYaml(file, yaml) ?? {};
  if (!isMapping(content)) {
    throw new InvalidInput(file, [`it is ${shown(content)}, but must be a mapping`]);
  }
  return content;
}
