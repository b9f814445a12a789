import type { PipelineDefinition } from "./definition";
import { definition } from "./definition";
import { referenceProblems } from "./references";

/**
 * Reads a pipeline's definition.
 *
 * @throws Error that names all problems: what the schema does not know, names used twice, references to nothing, circles
 */
export function parseDefinition(value: unknown): PipelineDefinition {
  const { success, data, error } = definition.safeParse(value);
  const problems = success
    ? referenceProblems(data)
    : error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (!success || problems.length > 0) {
    throw new Error(`the pipeline's definition cannot be played: ${problems.join("; ")}`);
  }
  return data;
}
