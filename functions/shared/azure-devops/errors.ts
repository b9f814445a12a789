/**
 * Why a message failed. Dead letters, metrics and the runbook name these, so a new one needs a line in docs/runbook.md.
 * The first group may pass by itself; of the second, each needs a person.
 */
export const RETRY_REASONS = [
  "aws-unavailable",
  "azure-devops-no-answer",
  "azure-devops-throttled",
  "azure-devops-unavailable",
  "claimed-elsewhere",
  "entra-no-answer",
  "entra-throttled",
  "entra-unavailable",
  "time-short",
  "unknown",
] as const;
export const FINAL_REASONS = [
  "aws-refused",
  "azure-devops-forbidden",
  "azure-devops-not-found",
  "azure-devops-refused",
  "azure-devops-sign-in",
  "azure-devops-unexpected-answer",
  "credential-missing",
  "entra-refused",
  "message-malformed",
  "package-missing",
  "package-unversioned",
] as const;
export type RetryReason = (typeof RETRY_REASONS)[number];
export type FinalReason = (typeof FINAL_REASONS)[number];
export type Reason = RetryReason | FinalReason;

/** A failure that another attempt may cure: throttling, an outage, no answer in time. */
export class RetryableError extends Error {
  override readonly name = "RetryableError";

  /** @param retryAfterSeconds what the other side asked for, if it did */
  constructor(
    readonly reason: RetryReason,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/**
 * A failure that stays until a person changes something: a permission, a setting, the pipeline. The message goes to the
 * dead-letter queue at once, from where it can be replayed.
 */
export class FinalError extends Error {
  override readonly name = "FinalError";

  constructor(
    readonly reason: FinalReason,
    message: string,
  ) {
    super(message);
  }
}
