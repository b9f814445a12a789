import { z } from "zod";

import { EXIT, Failure } from "./failure";

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const text = z.string().trim().min(1, "must not be empty");

/** Kinds of variables of a pipeline; their messages say what they must be. */
export const variable = {
  text,
  account: text.regex(/^\d{12}$/, "must be an account id of 12 digits"),
  number: text.regex(/^\d+$/, "must be a number"),
  region: text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a region such as eu-west-1"),
  url: z.url("must be a URL"),
} as const;

/**
 * Reads the variables that Azure Pipelines gives each task, and those of the pipeline's definition.
 *
 * @param pipeline - Whose variables they are, such as `a Model Build pipeline`.
 * @param defined - Names of those of the definition, which the landing zone sets.
 * @throws Failure that names every variable that is missing or wrong.
 */
export function readVariables<T>(
  schema: z.ZodType<T>,
  environment: Environment,
  pipeline: string,
  defined: readonly string[],
): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    const value = environment[name];
    return value === undefined ? `${name} is missing` : `${name} is ${JSON.stringify(value)}: it ${message}`;
  });
  const names = `${defined.slice(0, -1).join(", ")} and ${defined.at(-1) ?? ""}`;
  throw new Failure(
    `the environment is not that of ${pipeline}:\n${problems.join("\n")}\n${names} are variables of the pipeline's definition, which the landing zone sets; Azure Pipelines sets the others`,
    EXIT.usage,
  );
}

/** Address of the project in Azure DevOps. */
export function projectUrl(variables: {
  readonly SYSTEM_COLLECTIONURI: string;
  readonly SYSTEM_TEAMPROJECT: string;
}): string {
  return `${variables.SYSTEM_COLLECTIONURI.replace(/\/$/, "")}/${encodeURIComponent(variables.SYSTEM_TEAMPROJECT)}`;
}
