import { networkReason } from "../errors";
import { jsonOf } from "../json";
import { RetryableError, type RetryReason } from "./errors";

export interface Answer {
  readonly status: number;
  /** Body as parsed JSON; undefined when the body is not declared as JSON or is not valid JSON. */
  readonly json: unknown;
  /** Wait that the answer asks for by Retry-After, in seconds. */
  readonly retryAfterSeconds?: number;
}

export interface Call {
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  /** @default nothing */
  readonly body?: string;
  readonly timeoutMs: number;
  /** Reason of the failure when no answer comes. */
  readonly noAnswer: RetryReason;
}

/**
 * Sends a request and reads the whole answer within the time given. Redirects are answers too: following one leads to a
 * sign-in page, whose status 200 would look like success.
 * @throws RetryableError when no complete answer arrives. The receiver may have acted all the same.
 */
export async function call(
  url: string,
  { method, headers, body, timeoutMs, noAnswer }: Call,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const isJson = /^application\/json\b/i.test(response.headers.get("content-type") ?? "");
    const retryAfterSeconds = secondsUntil(response.headers.get("retry-after"));
    return {
      status: response.status,
      json: isJson ? jsonOf(text) : undefined,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  } catch (error) {
    const { host } = new URL(url);
    throw new RetryableError(
      noAnswer,
      `no complete answer from ${host} within ${timeoutMs} ms: ${networkReason(error)}`,
    );
  }
}

/** Throttling and outages pass; everything else needs a person. */
export function passes(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Retry-After is a number of seconds or a date. */
function secondsUntil(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
