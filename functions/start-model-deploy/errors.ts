/** A failure that another attempt may cure: throttling, an outage, no answer in time. */
export class RetryableError extends Error {
  override readonly name = "RetryableError";
}

/**
 * A failure that stays until a person changes something: a permission, a setting, the pipeline.
 * The message is redelivered all the same and so reaches the dead-letter queue, from where it can be replayed.
 */
export class FinalError extends Error {
  override readonly name = "FinalError";
}
