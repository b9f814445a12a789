import * as z from "zod";
import { type Environment, parseEnvironment } from "../environment/parse";

/** Settings of the functions that talk to the search domain, read from their environment variables. */
export interface Settings {
  /** From OPENSEARCH_URL: address of the domain, without a path. */
  readonly url: string;
  /** From AWS_REGION, which Lambda sets: Region that requests are signed for. */
  readonly region: string;
}

/** Logs travel to this host, so plain HTTP is for a stand-in on the same machine only. */
function isConfidential(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

const schema = z.object({
  OPENSEARCH_URL: z
    .string("must be set to the https URL of the search domain")
    .refine(isConfidential, "must be an https URL"),
  AWS_REGION: z.string("must be set to the Region of the search domain").min(1, "must not be empty"),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  return { url: data.OPENSEARCH_URL, region: data.AWS_REGION };
}
