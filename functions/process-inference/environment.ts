import * as z from "zod";
import { type Environment, parseEnvironment } from "../environment/parse";
import type { ModelSettings } from "./hooks";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From ENDPOINT_PREFIX: what names of endpoints begin with, such as `mlops-fraud-production-`. */
  readonly prefix: string;
  /** From MODELS, as JSON: the models that the function stands before. */
  readonly models: Readonly<Record<string, ModelSettings>>;
}

const modelSchema = z.object({
  features: z.array(z.string()).min(1),
  threshold: z.number(),
  labels: z.tuple([z.string(), z.string()]),
});

const schema = z.object({
  ENDPOINT_PREFIX: z.string("must be set to what names of endpoints begin with").min(1, "must not be empty"),
  MODELS: z
    .string("must be set to the models as JSON")
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue("must be JSON");
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), modelSchema)),
});

/**
 * Reads the function's settings. Endpoints and the Region of the AWS clients are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_* itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return { prefix: data.ENDPOINT_PREFIX, models: data.MODELS };
}
