import * as z from "zod";
import { type Environment, parseEnvironment } from "../environment/parse";

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

/** Whoever could change the keys on their way could sign tokens: plain HTTP is for a stand-in on the same machine only. */
function isTrustworthy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

const schema = z.object({
  ISSUER: z.string("must be set to the iss claim").min(1, "must not be empty"),
  AUDIENCE: z.string("must be set to the aud claim").min(1, "must not be empty"),
  JWKS_URI: z
    .string("must be set to the https address of the issuer's keys")
    .refine(isTrustworthy, "must be an https address")
    .transform((text) => new URL(text)),
  SCOPES: z
    .string()
    .default("")
    .transform((text) => text.split(" ").filter((scope) => scope !== "")),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const { ISSUER, AUDIENCE, JWKS_URI, SCOPES } = parseEnvironment(schema, environment);
  return { issuer: ISSUER, audience: AUDIENCE, jwksUri: JWKS_URI, scopes: SCOPES };
}
