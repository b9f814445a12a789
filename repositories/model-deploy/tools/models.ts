import { readdirSync } from "node:fs";
import { basename } from "node:path";

import type { Print } from "../../shared/agent-log";
import { EXIT, Failure } from "../../shared/failure";
import { InvalidInput } from "../../shared/problems";
import { STAGES } from "../program/contract-schema";
import { MODELS_FOLDER, readModelSettings } from "../program/model-file";
import { sessionProblem } from "./session-limit";

/**
 * The command `models`: checks the files of all models for both stages. A pull request runs it, so that nobody finds out
 * about a wrong key when a version waits to be deployed.
 *
 * @throws Failure that names every problem of every file.
 */
export function checkModels(print: Print, folder: string = MODELS_FOLDER): void {
  const files = readdirSync(folder);
  const problems = files
    .filter((file) => !file.endsWith(".yaml"))
    .map((file) => `models/${file} is no model's file: the name of a file is that of the model, with .yaml`);
  const models = files.filter((file) => file.endsWith(".yaml")).map((file) => basename(file, ".yaml"));
  for (const model of models) {
    for (const stage of STAGES) {
      const problem = problemOf(model, stage, folder);
      if (problem !== undefined) problems.push(problem);
    }
  }
  if (problems.length > 0) {
    throw new Failure([...new Set(problems)].join("\n"), EXIT.usage);
  }
  print(`The files of the models are in order: ${models.join(", ")}.`);
}

function problemOf(model: string, stage: (typeof STAGES)[number], folder: string): string | undefined {
  try {
    const problem = sessionProblem(readModelSettings(model, stage, folder));
    return problem === undefined ? undefined : `models/${model}.yaml, ${stage}: ${problem}`;
  } catch (error) {
    if (error instanceof InvalidInput) {
      return error.message;
    }
    throw error;
  }
}
