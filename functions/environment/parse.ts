import type * as z from "zod";

/** What a function is started with: `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error that names every variable that is missing or wrong. */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): z.output<Schema> {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    throw environmentError(parsed.error.issues);
  }
  return parsed.data;
}

/** Names the variables, never their values. */
export function environmentError(issues: readonly z.core.$ZodIssue[]): Error {
  const problems = issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  return new Error(`the function's environment variables are wrong: ${problems.join("; ")}`);
}
