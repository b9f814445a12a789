import {
  InvokeEndpointCommand,
  ModelError,
  type SageMakerRuntimeClient,
} from "@aws-sdk/client-sagemaker-runtime";

import type { Prediction } from "./cases";
import { onePerRow, parsePredictions } from "./predictions";
import { reasonOf } from "./refusal";

/** What went wrong with a request, as the report counts it. */
export type FailureKind =
  | "refused by the model (4xx)"
  | "failed in the model (5xx)"
  | "refused by SageMaker (4xx)"
  | "failed in SageMaker (5xx)"
  | "throttled"
  | "timed out"
  | "no connection"
  | "no answer that can be read"
  | "no prediction for each row";

export interface Answer {
  readonly ok: true;
  /** One for each row. */
  readonly predictions: readonly Prediction[];
  readonly contentType: string;
  /** Until the whole answer was there. */
  readonly ms: number;
}

export interface Failure {
  readonly ok: false;
  readonly kind: FailureKind;
  readonly message: string;
  readonly ms: number;
  /** Whether the endpoint answered with nothing. */
  readonly empty?: true;
}

export interface Invocation {
  readonly endpointName: string;
  /** Lines of CSV; none: a request without content. */
  readonly rows: readonly string[];
  readonly timeoutMs: number;
  /** How many numbers the answer to a row has. @default 1 */
  readonly width?: number;
}

/** Asks an endpoint once. Whatever goes wrong is an answer, too. */
export async function invoke(
  runtime: SageMakerRuntimeClient,
  { endpointName, rows, timeoutMs, width = 1 }: Invocation,
): Promise<Answer | Failure> {
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  try {
    const { Body, ContentType = "" } = await withinTime(timeoutMs, (abortSignal) =>
      runtime.send(
        new InvokeEndpointCommand({
          EndpointName: endpointName,
          ContentType: "text/csv",
          Accept: "text/csv",
          Body: rows.join("\n"),
        }),
        { abortSignal },
      ),
    );
    const ms = elapsed();
    return answerOf(textOf(Body), { rows: rows.length, width }, ContentType, ms);
  } catch (error) {
    return { ok: false, kind: kindOf(error), message: reasonOf(error), ms: elapsed() };
  }
}

/** @param body - null, against its type, if the answer has no content. */
function textOf(body: Uint8Array | null | undefined): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(body ?? new Uint8Array());
}

function answerOf(
  text: string,
  { rows, width }: { readonly rows: number; readonly width: number },
  contentType: string,
  ms: number,
): Answer | Failure {
  try {
    const predictions = parsePredictions(text, width);
    // A request without rows is malformed, and any number an answer to it.
    onePerRow(predictions, Math.max(rows, 1));
    return { ok: true, predictions, contentType, ms };
  } catch (error) {
    const failure = { ok: false, kind: "no prediction for each row", message: reasonOf(error), ms } as const;
    return text.trim() === "" ? { ...failure, empty: true } : failure;
  }
}

class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** Also ends an answer that begins and does not go on; the signal alone ends the wait for its beginning. */
async function withinTime<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut(`no whole answer within ${ms} ms`));
      abort.abort();
    }, ms);
  });
  try {
    return await Promise.race([call(abort.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

const UNREACHABLE = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

function kindOf(error: unknown): FailureKind {
  if (!(error instanceof Error)) {
    return "no answer that can be read";
  }
  if (["TimedOut", "TimeoutError", "AbortError"].includes(error.name)) {
    return "timed out";
  }
  const status = error instanceof ModelError ? error.OriginalStatusCode : statusOf(error);
  if (status === 429 || /throttl|TooManyRequests|SlowDown/i.test(error.name)) {
    return "throttled";
  }
  if (error instanceof ModelError) {
    return status !== undefined && status >= 400 && status < 500
      ? "refused by the model (4xx)"
      : "failed in the model (5xx)";
  }
  if (status === undefined) {
    return "code" in error && UNREACHABLE.includes(String(error.code))
      ? "no connection"
      : "no answer that can be read";
  }
  return status >= 400 && status < 500 ? "refused by SageMaker (4xx)" : "failed in SageMaker (5xx)";
}

function statusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  return typeof metadata === "object" &&
    metadata !== null &&
    "httpStatusCode" in metadata &&
    typeof metadata.httpStatusCode === "number"
    ? metadata.httpStatusCode
    : undefined;
}
