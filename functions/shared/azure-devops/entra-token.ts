import * as z from "zod";
import type { Entra } from "./environment";
import { FinalError, RetryableError } from "./errors";
import { call, passes, type Answer } from "./http";

/** Azure DevOps as a resource of Entra: the same id in every tenant. */
const azureDevOpsScope = "499b84ac-1321-427f-aa17-267ca6975798/.default";
const tokenTimeoutMs = 10_000;
/** A token is replaced this long before it expires, so that it cannot expire on the way. */
const renewBeforeMs = 5 * 60_000;

const tokenSchema = z.object({
  token_type: z.literal("Bearer"),
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const problemSchema = z.object({ error: z.string(), error_codes: z.array(z.number()).default([]) });

/** Bearer tokens for Azure DevOps. */
export interface TokenSource {
  /** The cached token, or a new one when it is about to expire. */
  readonly get: () => Promise<string>;
  /** Drops the cached token, for when Azure DevOps no longer takes it. */
  readonly drop: () => void;
}

/** Form fields that prove to Entra who the application is. */
export type Proof = () => Promise<Readonly<Record<string, string>>>;

/**
 * A source of access tokens of an Entra application (client credentials).
 *
 * The exchange is one form POST made with `fetch`: `ClientAssertionCredential` of @azure/identity does the same with
 * 360 kB of code and refuses a stand-in on plain HTTP.
 * @param now clock in milliseconds since the epoch
 */
export function createTokenSource(proof: Proof, entra: Entra, now: () => number = Date.now): TokenSource {
  let cached: { readonly token: string; readonly renewAt: number } | undefined;
  return {
    get: async () => {
      if (cached === undefined || now() >= cached.renewAt) {
        const { access_token, expires_in } = await exchange(await proof(), entra);
        cached = { token: access_token, renewAt: now() + expires_in * 1000 - renewBeforeMs };
      }
      return cached.token;
    },
    drop: () => {
      cached = undefined;
    },
  };
}

async function exchange(
  proof: Readonly<Record<string, string>>,
  entra: Entra,
): Promise<z.infer<typeof tokenSchema>> {
  const answer = await call(`${entra.authority}/${entra.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: entra.clientId,
      ...proof,
      scope: azureDevOpsScope,
    }).toString(),
    timeoutMs: tokenTimeoutMs,
    noAnswer: "entra-no-answer",
  });
  const token = tokenSchema.safeParse(answer.json);
  if (answer.status === 200 && token.success) return token.data;
  throw refusal(answer);
}

function refusal({ status, json, retryAfterSeconds }: Answer): Error {
  // Codes only: the description may quote the proof.
  const problem = problemSchema.safeParse(json).data;
  const codes = problem?.error_codes.map((code) => ` AADSTS${code}`).join("") ?? "";
  const message = `entra gave no token: status ${status} ${problem?.error ?? "without a reason"}${codes}`;
  if (!passes(status)) return new FinalError("entra-refused", message);
  return new RetryableError(
    status === 429 ? "entra-throttled" : "entra-unavailable",
    message,
    retryAfterSeconds,
  );
}
