import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { EXIT, Failure } from "../../../shared/failure";
import type { ProfileConfig } from "../../pipeline/config";
import { parseEvaluation, type Evaluation } from "../evaluation";

/** Folder of this repository. */
const REPOSITORY = join(__dirname, "..", "..");

/** Writes the sample data that the repository came with. */
const SAMPLE = join(REPOSITORY, "samples", "mortgage.py");

/** ARN that stands for a model which is given as a file. */
const GIVEN_MODEL = "given";

/** What is tried. */
export interface Attempt {
  /** A Python with the libraries of the image. */
  readonly python: string;
  readonly config: ProfileConfig;
  /** A CSV or Parquet file, or a folder of them. @default the sample */
  readonly data?: string;
  /** model.tar.gz of a model to compare with. @default none */
  readonly champion?: string;
  /** An empty folder; everything is written below it. */
  readonly folder: string;
}

/** Runs Preprocess, Train and Evaluate as their jobs do. @throws Failure with the reason that a step gives. */
export function runSteps(attempt: Attempt, announce: (step: string) => void): Evaluation {
  const { config, folder } = attempt;
  const parts = join(folder, "parts");
  const problem = ["--problem", config.problem];
  const framework = ["--framework", config.framework];
  announce("Preprocess");
  step(attempt, "preprocess.py", ["--input", dataFolder(attempt), "--output", parts, ...problem]);

  announce("Train");
  const hyperparameters = join(folder, "hyperparameters.json");
  const texts = Object.entries(config.hyperparameters).map(([name, value]) => [name, String(value)]);
  writeFileSync(hyperparameters, JSON.stringify(Object.fromEntries(texts)));
  step(attempt, "train.py", [
    ...["--train", join(parts, "train"), "--validation", join(parts, "validation")],
    ...["--hyperparameters", hyperparameters, "--model", join(folder, "model")],
    ...["--checkpoints", join(folder, "checkpoints"), ...problem, ...framework],
  ]);
  pack(attempt, join(folder, "model"), join(folder, "archive"));

  announce("Evaluate");
  mkdirSync(join(folder, "champion"));
  if (attempt.champion !== undefined) {
    copyFileSync(attempt.champion, join(folder, "champion", "model.tar.gz"));
  }
  step(attempt, "evaluate.py", [
    ...["--model", join(folder, "archive"), "--champion", join(folder, "champion")],
    ...["--champion-version", attempt.champion === undefined ? "none" : GIVEN_MODEL],
    ...["--train", join(parts, "train"), "--test", join(parts, "test"), "--report", join(parts, "report")],
    ...["--output", folder, ...problem, ...framework],
  ]);
  return parseEvaluation(readFileSync(join(folder, "evaluation", "evaluation.json"), "utf8"));
}

/** A folder with the data alone. */
function dataFolder(attempt: Attempt): string {
  const { data, folder } = attempt;
  const target = join(folder, "data");
  if (data === undefined) {
    if (!existsSync(SAMPLE)) {
      throw new Failure(
        "there is no sample any more: name your data, as in npm run try -- --data FILE",
        EXIT.usage,
      );
    }
    python(attempt, [SAMPLE, "--output", target]);
    return target;
  }
  if (!existsSync(data)) {
    throw new Failure(`there is no file or folder ${data}`, EXIT.usage);
  }
  if (statSync(data).isDirectory()) {
    return data;
  }
  mkdirSync(target, { recursive: true });
  cpSync(data, join(target, basename(data)));
  return target;
}

/** As SageMaker packs what a training job leaves. */
function pack(attempt: Attempt, model: string, archive: string): void {
  mkdirSync(archive);
  python(attempt, ["-m", "tarfile", "--create", join(archive, "model.tar.gz"), "."], model);
}

function step(attempt: Attempt, script: string, options: readonly string[]): void {
  python(attempt, [join(REPOSITORY, "steps", script), ...options]);
}

function python(
  { python: program, folder }: Attempt,
  options: readonly string[],
  cwd: string = folder,
): void {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const { status, stdout, stderr } = spawnSync(program, options, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Failure(reasonIn(stderr) ?? `${stdout}${stderr}`.slice(-4_000));
  }
}

/** What a step says in the line that begins with `error: `. */
function reasonIn(text: string): string | undefined {
  return /^error: (.+)$/ms.exec(text)?.[1]?.trim();
}
