import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";
import { jsonOf } from "../shared/json";
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
  ENDPOINT_PREFIX: text("what names of endpoints begin with"),
  MODELS: z
    .string("must be set to the models as JSON")
    .transform((models, context) => {
      const json = jsonOf(models);
      if (json !== undefined) return json;
      context.addIssue("must be JSON");
      return z.NEVER;
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
