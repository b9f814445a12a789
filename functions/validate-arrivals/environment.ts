import * as z from "zod";
import { type Environment, parseEnvironment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From DATA_BUCKET: name of the bucket that files arrive in. */
  readonly bucket: string;
}

const schema = z.object({ DATA_BUCKET: text("the name of the data bucket") });

/**
 * Reads the function's settings. Endpoint and Region of the AWS client are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_S3 itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const { DATA_BUCKET: bucket } = parseEnvironment(schema, environment);
  return { bucket };
}
