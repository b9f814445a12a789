import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

/** The template that a model's repository is made of. */
export const MODEL_BUILD = resolve(__dirname, "../../../repositories/model-build");

const configSchema = z.object({
  defaults: z.object({
    metric: z.string(),
    threshold: z.number(),
    improvement: z.number(),
    hyperparameters: z.record(z.string(), z.number()),
  }),
});

/** What config.yaml says about training and the gate. */
export const CONFIG = configSchema.parse(
  parse(readFileSync(join(MODEL_BUILD, "config.yaml"), "utf8")),
).defaults;

/** What steps/columns.json says. */
export const COLUMNS = z
  .object({ label: z.string(), features: z.array(z.string()), protected: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(join(MODEL_BUILD, "steps", "columns.json"), "utf8")));

const metric = z.strictObject({ value: z.number() });
const measured = z.strictObject({
  value: z.number(),
  standard_deviation: z.number(),
  lower: z.number(),
  upper: z.number(),
});
const counts = z.strictObject({ "0": z.int(), "1": z.int() });

function ofEachMetric<T extends z.ZodType>(type: T) {
  return {
    auc: type,
    average_precision: type,
    accuracy: type,
    precision: type,
    recall: type,
    f1: type,
    log_loss: type,
  };
}

const evaluationSchema = z.strictObject({
  format: z.literal(2),
  problem: z.literal("binary"),
  classes: z.array(z.string()),
  binary_classification_metrics: z.strictObject({
    ...ofEachMetric(measured),
    confusion_matrix: z.strictObject({ "0": counts, "1": counts }),
  }),
  champion: z.strictObject({
    version: z.string(),
    metrics: z.union([z.strictObject(ofEachMetric(metric)), z.strictObject({})]),
  }),
  comparison: z.strictObject({ improvement: z.strictObject(ofEachMetric(z.number())) }),
  data: z.strictObject({
    version: z.string(),
    rows: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }),
  }),
  importance: z.record(z.string(), z.number()),
});

/** Content of evaluation.json; no key is missing and none is unknown. */
export type Evaluation = z.output<typeof evaluationSchema>;

/** The version that production serves. */
export interface Champion {
  /** ARN of the model package. */
  readonly version: string;
  /** Path of its model.tar.gz. */
  readonly archive: string;
}

export interface BuildOptions {
  /** Trains with labels of other rows, so that there is nothing to learn. Default: false. */
  readonly shuffledLabels?: boolean;
  /** In place of those of config.yaml. Default: none. */
  readonly hyperparameters?: Readonly<Record<string, number>>;
  /** Default: none, production serves nothing. */
  readonly champion?: Champion;
}

/** What a run of the three steps has left. */
export interface BuiltModel {
  /** Folder with the output of preprocess.py. */
  readonly parts: string;
  /** Folder that the model was trained into. */
  readonly model: string;
  /** Path of model.tar.gz, as SageMaker packs it. */
  readonly archive: string;
  /** What train.py printed. */
  readonly trainingLog: string;
  /** Folder with the output of evaluate.py. */
  readonly evaluated: string;
  readonly evaluation: Evaluation;
}

/** How a process ended. */
export interface StepRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the template; nothing is left in its folder. */
export function runPython(python: string, commandLine: readonly string[], cwd: string): StepRun {
  // With few rows, several threads of XGBoost mostly wait for each other.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", OMP_NUM_THREADS: "1" };
  return spawnSync(python, commandLine, { cwd, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

/**
 * Writes the sample data and runs the steps Preprocess, Train and Evaluate on them: as processes, each in a folder laid
 * out like its container, with the code beside nothing else and the hyperparameters of config.yaml.
 *
 * @param python A Python with the packages of requirements-dev.txt.
 * @param directory An empty folder.
 * @throws Error with the step's output if one fails, or if evaluation.json has another shape.
 */
export function buildModel(python: string, directory: string, options: BuildOptions = {}): BuiltModel {
  const parts = preprocess(python, join(directory, "preprocess"));
  if (options.shuffledLabels === true) {
    shuffleLabels(parts);
  }
  const { trainingLog, model } = train(python, join(directory, "train"), parts, options.hyperparameters);
  const archive = pack(model, join(directory, "train", "model.tar.gz"));
  const evaluated = evaluate(python, join(directory, "evaluate"), parts, archive, options.champion);
  const text = readFileSync(join(evaluated, "evaluation", "evaluation.json"), "utf8");
  const evaluation = evaluationSchema.parse(JSON.parse(text));
  return { parts, model, archive, trainingLog, evaluated, evaluation };
}

function preprocess(python: string, container: string): string {
  const input = join(container, "opt/ml/processing/input");
  const output = join(container, "opt/ml/processing/output");
  mustSucceed(
    runPython(python, ["samples/mortgage.py", "--output", join(input, "data", "sample")], MODEL_BUILD),
  );
  runStep(python, join(input, "code"), "preprocess.py", [
    ...["--input", join(input, "data")],
    ...["--output", output],
    ...["--message", join(container, "opt/ml/output/message")],
  ]);
  return output;
}

/** Gives each row the label of its neighbor. Rows are ordered by a hash, so it is that of any row. */
function shuffleLabels(parts: string): void {
  for (const part of ["train", "validation"]) {
    const file = join(parts, part, `${part}.csv`);
    const [header = "", ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
    const mixed = rows.map((row, index) => `${rows.at(index - 1)?.[0] ?? ""}${row.slice(1)}`);
    writeFileSync(file, `${[header, ...mixed].join("\n")}\n`);
  }
}

function train(
  python: string,
  container: string,
  parts: string,
  others: Readonly<Record<string, number>> = {},
): { trainingLog: string; model: string } {
  const input = join(container, "opt/ml/input");
  const model = join(container, "opt/ml/model");
  for (const channel of ["train", "validation"]) {
    cpSync(join(parts, channel), join(input, "data", channel), { recursive: true });
  }
  const hyperparameters = Object.entries({ ...CONFIG.hyperparameters, ...others }).map(([name, value]) => [
    name,
    String(value),
  ]);
  mkdirSync(join(input, "config"), { recursive: true });
  writeFileSync(
    join(input, "config", "hyperparameters.json"),
    JSON.stringify(Object.fromEntries(hyperparameters)),
  );
  const { stdout } = runStep(python, join(input, "data", "code"), "train.py", [
    ...["--train", join(input, "data", "train")],
    ...["--validation", join(input, "data", "validation")],
    ...["--hyperparameters", join(input, "config", "hyperparameters.json")],
    ...["--model", model],
    ...["--failure", join(container, "opt/ml/output/failure")],
  ]);
  return { trainingLog: stdout, model };
}

function pack(model: string, archive: string): string {
  mustSucceed(spawnSync("tar", ["-czf", archive, "-C", model, "."], { encoding: "utf8" }));
  return archive;
}

function evaluate(
  python: string,
  container: string,
  parts: string,
  archive: string,
  champion: Champion | undefined,
): string {
  const input = join(container, "opt/ml/processing/input");
  const output = join(container, "opt/ml/processing/output");
  for (const part of ["train", "test", "report"]) {
    cpSync(join(parts, part), join(input, part), { recursive: true });
  }
  cpSync(archive, join(input, "model", "model.tar.gz"));
  if (champion === undefined) {
    mkdirSync(join(input, "champion"));
    writeFileSync(join(input, "champion", "none.json"), "{}\n");
  } else {
    cpSync(champion.archive, join(input, "champion", "model.tar.gz"));
  }
  runStep(python, join(input, "code"), "evaluate.py", [
    ...["model", "champion", "train", "test", "report"].flatMap((name) => [`--${name}`, join(input, name)]),
    ...["--champion-version", champion?.version ?? "none"],
    ...["--output", output],
    ...["--message", join(container, "opt/ml/output/message")],
  ]);
  return output;
}

function runStep(python: string, code: string, script: string, options: readonly string[]): StepRun {
  cpSync(join(MODEL_BUILD, "steps"), code, { recursive: true });
  return mustSucceed(runPython(python, [join(code, script), ...options], code));
}

function mustSucceed(run: StepRun): StepRun {
  if (run.status !== 0) {
    throw new Error(`a step ended with ${run.status ?? "a signal"}:\n${run.stdout}${run.stderr}`);
  }
  return run;
}
