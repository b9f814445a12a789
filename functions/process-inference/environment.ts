import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";
import { jsonOf } from "../shared/json";
import type { ModelSettings } from "./hooks";

/** Name of the file beside the function's code that holds the models: environment variables hold 4 KB at most. */
export const MODELS_FILE = "models.json";

/** Settings of the function. */
export interface Settings {
  /** From ENDPOINT_PREFIX: what names of endpoints begin with, such as `mlops-fraud-production-`. */
  readonly prefix: string;
  /** From models.json: the models that the function stands before. */
  readonly models: Readonly<Record<string, ModelSettings>>;
}

const modelsSchema = z.record(
  z.string(),
  z.object({
    features: z.array(z.string()).min(1),
    kinds: z.record(z.string(), z.enum(["category", "date"])).optional(),
    threshold: z.number(),
    labels: z.array(z.string()),
  }),
);

const schema = z.object({ ENDPOINT_PREFIX: text("what names of endpoints begin with") });

/**
 * Reads the function's settings. Endpoints and the Region of the AWS clients are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_* itself.
 * @param modelsJson content of models.json
 * @throws Error that names every variable that is missing or wrong, or says what is wrong with models.json.
 */
export function readSettings(environment: Environment, modelsJson: string): Settings {
  const { ENDPOINT_PREFIX: prefix } = parseEnvironment(schema, environment);
  const models = modelsSchema.safeParse(jsonOf(modelsJson));
  if (!models.success) {
    throw new Error(`${MODELS_FILE} does not hold the models: ${z.prettifyError(models.error)}`);
  }
  return { prefix, models: models.data };
}
