import * as z from "zod";
import { type Environment, httpsUrl, parseEnvironment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From ISSUER: the iss claim. */
  readonly issuer: string;
  /** From AUDIENCE: the aud claim. */
  readonly audience: string;
  /** From JWKS_URI: where the issuer's public keys are. */
  readonly jwksUri: URL;
  /** From SCOPES, separated by spaces: what a token must have, all of it. */
  readonly scopes: readonly string[];
}

const schema = z.object({
  ISSUER: text("the iss claim"),
  AUDIENCE: text("the aud claim"),
  // Whoever could change the keys on their way could sign tokens.
  JWKS_URI: httpsUrl(
    "must be set to the https address of the issuer's keys",
    "must be an https address",
  ).transform((url) => new URL(url)),
  SCOPES: z
    .string()
    .default("")
    .transform((scopes) => scopes.split(" ").filter((scope) => scope !== "")),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const { ISSUER, AUDIENCE, JWKS_URI, SCOPES } = parseEnvironment(schema, environment);
  return { issuer: ISSUER, audience: AUDIENCE, jwksUri: JWKS_URI, scopes: SCOPES };
}
