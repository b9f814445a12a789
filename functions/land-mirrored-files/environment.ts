import * as z from "zod";
import { type Environment, parseEnvironment } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From BUCKET: name of the data bucket. */
  readonly bucket: string;
  /** From MIRROR_PREFIX: where the files lie as they lie at their source, such as `mirror/azure-data-lake/`. */
  readonly mirrorPrefix: string;
  /** From LANDING_PREFIX: where they arrive, such as `landing/transactions/`. */
  readonly landingPrefix: string;
}

const prefix = z
  .string("must be set to a prefix")
  .regex(/^[^/].*\/$/, "must begin without a slash and end with one");

const schema = z.object({
  BUCKET: z.string("must be set to the name of the data bucket").min(3, "must be the name of a bucket"),
  MIRROR_PREFIX: prefix,
  LANDING_PREFIX: prefix,
});

/**
 * Reads the function's settings.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const {
    BUCKET: bucket,
    MIRROR_PREFIX: mirrorPrefix,
    LANDING_PREFIX: landingPrefix,
  } = parseEnvironment(schema, environment);
  return { bucket, mirrorPrefix, landingPrefix };
}
