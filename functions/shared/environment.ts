import * as z from "zod";

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

/** A variable with any text in it. */
export function text(what: string): z.ZodString {
  return z.string(`must be set to ${what}`).min(1, "must not be empty");
}

/**
 * A variable with the address of a host that confidential data travels to, or that is trusted: plain HTTP is for a
 * stand-in on the same machine only.
 */
export function httpsUrl(missing: string, wrong = "must be an https URL"): z.ZodString {
  return z.string(missing).refine(isConfidential, wrong);
}

function isConfidential(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}
