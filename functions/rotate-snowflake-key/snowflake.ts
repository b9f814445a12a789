import { SignJWT } from "jose";
import * as z from "zod";
import { networkReason } from "../shared/errors";
import { jsonOf } from "../shared/json";
import type { Settings } from "./environment";
import type { KeyPair } from "./key-pair";

/** Snowflake did not answer, or refused. The message holds no token and no private key. */
export class SnowflakeError extends Error {
  override readonly name = "SnowflakeError";
}

/** Cells as the SQL API writes them: text, or null. */
export type Row = readonly (string | null)[];

/** Runs one statement as the user, signed in with a key pair. */
export type Run = (keyPair: KeyPair, statement: string) => Promise<readonly Row[]>;

const TOKEN_SECONDS = 300;
/** Snowflake gives a statement up after this long; it then answers at once, never with "still running". */
const STATEMENT_SECONDS = 30;
const REQUEST_MS = 40_000;

const rowsSchema = z.object({ data: z.array(z.array(z.string().nullable())).default([]) });
const problemSchema = z.object({ code: z.string().default("none"), message: z.string().default("") });

/** Statements through Snowflake's SQL API, each with a token of its own. */
export function createRun(settings: Settings): Run {
  return async (keyPair, statement) => {
    const { status, json } = await post(
      `${settings.url}/api/v2/statements`,
      await signIn(settings, keyPair),
      {
        statement,
        timeout: STATEMENT_SECONDS,
        role: resolved(settings.role),
      },
    );
    const rows = rowsSchema.safeParse(json);
    if (status === 200 && rows.success) return rows.data.data;
    const { code, message } = problemSchema.safeParse(json).data ?? { code: "none", message: "" };
    const verb = statement.split(" ", 1)[0] ?? "";
    throw new SnowflakeError(
      `snowflake refused ${verb}: status ${status}, code ${code} ${message.slice(0, 200)}`.trim(),
    );
  };
}

function signIn(settings: Settings, { privateKey, fingerprint }: KeyPair): Promise<string> {
  const subject = `${tokenAccount(settings.account)}.${settings.user.toUpperCase()}`;
  return new SignJWT()
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(`${subject}.${fingerprint}`)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS} s`)
    .sign(privateKey);
}

async function post(url: string, token: string, body: object): Promise<{ status: number; json: unknown }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${token}`,
        "X-Snowflake-Authorization-Token-Type": "KEYPAIR_JWT",
        "Content-Type": "application/json",
        Accept: "application/json",
        "User-Agent": "rotate-snowflake-key",
      },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    return { status: response.status, json: jsonOf(await response.text()) };
  } catch (error) {
    throw new SnowflakeError(
      `no answer from ${new URL(url).host}: ${networkReason(error)}; is there a route to Snowflake?`,
    );
  }
}

/**
 * Tokens name the account without its region, or the `privatelink` that follows; of a global account, what comes before
 * the id that follows a hyphen. Snowflake's own connectors cut alike.
 */
export function tokenAccount(account: string): string {
  const [name = ""] = account.split(account.includes(".global") ? "-" : ".");
  return name.toUpperCase();
}

/** A name as Snowflake stores it: letters without quotes mean capitals. */
function resolved(name: string): string {
  return /^[A-Za-z_][\w$]*$/.test(name) ? name.toUpperCase() : name;
}

/** A name for use in a statement, whatever is in it. */
export function identifier(name: string): string {
  return `"${resolved(name).replaceAll('"', '""')}"`;
}

/** Text for use in a statement, whatever is in it. */
export function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
