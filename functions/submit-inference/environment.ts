import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From ENDPOINT_PREFIX: what names of endpoints and jobs begin with, such as `mlops-fraud-production-`. */
  readonly prefix: string;
  /** From INFERENCE_BUCKET: bucket of requests and results. */
  readonly bucket: string;
  /** From BATCH_FUNCTION: name of the function that starts batch runs. */
  readonly batchFunction: string;
}

const schema = z.object({
  ENDPOINT_PREFIX: text("what names of endpoints begin with"),
  INFERENCE_BUCKET: text("the name of the inference bucket"),
  BATCH_FUNCTION: text("the name of the function that starts batch runs"),
});

/**
 * Reads the function's settings. Endpoints and the Region of the AWS clients are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_* itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const { ENDPOINT_PREFIX, INFERENCE_BUCKET, BATCH_FUNCTION } = parseEnvironment(schema, environment);
  return { prefix: ENDPOINT_PREFIX, bucket: INFERENCE_BUCKET, batchFunction: BATCH_FUNCTION };
}
