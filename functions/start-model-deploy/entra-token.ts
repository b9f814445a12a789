import { GetWebIdentityTokenCommand, type STSClient } from "@aws-sdk/client-sts";
import * as z from "zod";
import { FinalError } from "./errors";
import { post, refusal } from "./http";
import type { Settings } from "./environment";

/** Azure DevOps as a resource of Entra: the same id in every tenant. */
const azureDevOpsScope = "499b84ac-1321-427f-aa17-267ca6975798/.default";
/** The audience that Entra expects of a federated credential's assertion. */
const assertionAudience = "api://AzureADTokenExchange";
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

/**
 * A token source without any stored secret: STS signs a statement of which IAM role this is, and Entra exchanges it for
 * an access token of the application that trusts that role.
 *
 * The exchange is one form POST made with `fetch`: `ClientAssertionCredential` of @azure/identity does the same with
 * 360 kB of code and refuses a stand-in on plain HTTP.
 * @param now clock in milliseconds since the epoch
 */
export function createTokenSource(
  sts: STSClient,
  entra: Settings["entra"],
  now: () => number = Date.now,
): TokenSource {
  let cached: { readonly token: string; readonly renewAt: number } | undefined;
  return {
    get: async () => {
      if (cached === undefined || now() >= cached.renewAt) {
        const { access_token, expires_in } = await exchange(await signedIdentity(sts), entra);
        cached = { token: access_token, renewAt: now() + expires_in * 1000 - renewBeforeMs };
      }
      return cached.token;
    },
    drop: () => {
      cached = undefined;
    },
  };
}

async function signedIdentity(sts: STSClient): Promise<string> {
  const { WebIdentityToken } = await sts.send(
    new GetWebIdentityTokenCommand({
      Audience: [assertionAudience],
      SigningAlgorithm: "RS256",
      DurationSeconds: 300,
    }),
  );
  if (WebIdentityToken === undefined)
    throw new FinalError("sts:GetWebIdentityToken answered without a token");
  return WebIdentityToken;
}

async function exchange(assertion: string, entra: Settings["entra"]): Promise<z.infer<typeof tokenSchema>> {
  const { status, json } = await post(`${entra.authority}/${entra.tenantId}/oauth2/v2.0/token`, {
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: entra.clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
      scope: azureDevOpsScope,
    }).toString(),
    timeoutMs: tokenTimeoutMs,
  });
  const token = tokenSchema.safeParse(json);
  if (status === 200 && token.success) return token.data;

  // Codes only: the description may quote the assertion.
  const problem = problemSchema.safeParse(json).data;
  const codes = problem?.error_codes.map((code) => ` AADSTS${code}`).join("") ?? "";
  throw refusal(
    `entra gave no token: status ${status} ${problem?.error ?? "without a reason"}${codes}`,
    status,
  );
}
