import * as z from "zod";
import { type Environment, httpsUrl, parseEnvironment, text } from "../shared/environment";

/** Settings of the functions that talk to the search domain, read from their environment variables. */
export interface Settings {
  /** From OPENSEARCH_URL: address of the domain, without a path. */
  readonly url: string;
  /** From AWS_REGION, which Lambda sets: Region that requests are signed for. */
  readonly region: string;
}

const schema = z.object({
  OPENSEARCH_URL: httpsUrl("must be set to the https URL of the search domain"),
  AWS_REGION: text("the Region of the search domain"),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return { url: data.OPENSEARCH_URL, region: data.AWS_REGION };
}
