import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from "jose";
import type { Settings } from "./environment";

/** Whom a token is of, and what it may be used for. */
export interface Caller {
  readonly subject: string;
  readonly scopes: readonly string[];
}

/** Thrown for a token that is not one of ours, whatever is wrong with it. The message holds nothing of the token. */
export class NotOurs extends Error {
  override readonly name = "NotOurs";
}

/** Only signatures with a public key: a shared secret could be guessed from the public one, and "none" signs nothing. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** Clocks differ, in seconds. */
const CLOCK_TOLERANCE = 30;

/** Errors of jose for a bad token, as opposed to unavailable keys. */
const REFUSALS = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/**
 * Verifies tokens of one issuer. Its keys are fetched when they are needed first, kept for ten minutes, and fetched again
 * for a key id that is not among them, at most every 30 seconds.
 *
 * @returns a function that throws NotOurs for a token that is refused, and another error if the keys are unavailable
 */
export function createVerifier({ issuer, audience, jwksUri }: Settings): (token: string) => Promise<Caller> {
  const keys = createRemoteJWKSet(jwksUri, {
    cacheMaxAge: 600_000,
    cooldownDuration: 30_000,
    timeoutDuration: 5_000,
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ["exp", "sub"],
      });
      return { subject: payload.sub ?? "", scopes: scopesOf(payload) };
    } catch (error) {
      if (REFUSALS.some((refusal) => error instanceof refusal)) {
        throw new NotOurs(reasonOf(error));
      }
      throw error;
    }
  };
}

/** OAuth 2.0 has scopes in one text (`scope`), Entra in another (`scp`), some providers in a list. */
function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  return [scope, scp].flatMap((claim) => {
    if (typeof claim === "string") return claim.split(" ");
    return Array.isArray(claim) ? claim.filter((one): one is string => typeof one === "string") : [];
  });
}

/** Code and claim: enough for a log, nothing of a secret. */
function reasonOf(error: unknown): string {
  const { code, claim } = error as { readonly code?: string; readonly claim?: string };
  return [code, claim].filter((part) => part !== undefined && part !== "unspecified").join(" ");
}
