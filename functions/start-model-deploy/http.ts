import { FinalError, RetryableError } from "./errors";

export interface Answer {
  readonly status: number;
  /** Body as parsed JSON; undefined when the body is not declared as JSON or is not valid JSON. */
  readonly json: unknown;
}

/**
 * Sends a POST and reads the whole answer within the time given. Redirects are answers too: following one leads to a
 * sign-in page, whose status 200 would look like success.
 * @throws RetryableError when no complete answer arrives. The receiver may have acted all the same.
 */
export async function post(
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: string; readonly timeoutMs: number },
): Promise<Answer> {
  const { headers, body, timeoutMs } = request;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const isJson = /^application\/json\b/i.test(response.headers.get("content-type") ?? "");
    return { status: response.status, json: isJson ? parsed(text) : undefined };
  } catch (error) {
    const { host } = new URL(url);
    throw new RetryableError(`no complete answer from ${host} within ${timeoutMs} ms: ${reasonOf(error)}`);
  }
}

/** The error that a refused call deserves: throttling and outages pass, everything else needs a person. */
export function refusal(message: string, status: number): RetryableError | FinalError {
  const passes = status === 408 || status === 429 || status >= 500;
  return passes ? new RetryableError(message) : new FinalError(message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The network's own code (`ECONNREFUSED`, `TimeoutError`) and not the message, which may quote the request. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}
