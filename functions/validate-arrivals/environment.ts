import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From DATA_BUCKET: name of the bucket that files arrive in. */
  readonly bucket: string;
  /** From CURATE_JOB: name of the Glue job that makes curated data. */
  readonly curateJob: string;
  /** From GROUND_TRUTH_MODELS, with commas: models whose labels arrive. @default none */
  readonly labelledModels: readonly string[];
}

const schema = z.object({
  DATA_BUCKET: text("the name of the data bucket"),
  CURATE_JOB: text("the name of the job that makes curated data"),
  GROUND_TRUTH_MODELS: text("names of models, with commas").optional(),
});

/**
 * Reads the function's settings. Endpoint and Region of the AWS client are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_S3 itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const {
    DATA_BUCKET: bucket,
    CURATE_JOB: curateJob,
    GROUND_TRUTH_MODELS: models,
  } = parseEnvironment(schema, environment);
  return { bucket, curateJob, labelledModels: models?.split(",") ?? [] };
}
