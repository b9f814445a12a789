import { IdempotencyPersistenceLayerError } from "@aws-lambda-powertools/idempotency";
import { asError } from "../errors";
import { FinalError, RetryableError, type Reason } from "./errors";

/** What a failure means for its message. */
export interface Failure {
  /** `final`: no further attempt will do; `retry`: the next one may. */
  readonly kind: "retry" | "final";
  readonly reason: Reason;
  /** For people. Names and messages only: whole errors of HTTP clients may carry requests, and with them tokens. */
  readonly detail: string;
  /** The least wait before the next attempt, where something is known of it. */
  readonly retryAfterSeconds?: number;
}

/** AWS says so of callers and requests that will be no better next time. */
const REFUSALS =
  /^(AccessDenied(Exception)?|UnauthorizedOperation|UnrecognizedClientException|InvalidClientTokenId|ResourceNotFoundException|Validation(Exception|Error)|OutboundWebIdentityFederationDisabled(Exception)?|KMS.*|InvalidParameter.*)$/;

/**
 * Every failure is either of the two. What is not known is tried again: a message goes nowhere for a while, whereas one
 * that is given up waits for a person.
 */
export function classify(error: unknown): Failure {
  if (error instanceof FinalError) {
    return { kind: "final", reason: error.reason, detail: error.message };
  }
  if (error instanceof RetryableError) {
    const { reason, message: detail, retryAfterSeconds } = error;
    return {
      kind: "retry",
      reason,
      detail,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  if (error instanceof IdempotencyPersistenceLayerError && error.cause !== undefined) {
    return ofAws(error.cause, `${error.message}: `);
  }
  return ofAws(error, "");
}

function ofAws(error: unknown, prefix: string): Failure {
  const { name, message } = asError(error);
  const detail = `${prefix}${name}: ${message}`;
  if (REFUSALS.test(name)) return { kind: "final", reason: "aws-refused", detail };
  const isAws = error instanceof Error && "$metadata" in error;
  return { kind: "retry", reason: isAws ? "aws-unavailable" : "unknown", detail };
}
