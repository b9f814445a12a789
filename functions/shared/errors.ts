/**
 * A failure that stays until a person changes something: a permission, a setting, a message of another kind.
 * A message of a queue is redelivered all the same and so reaches the dead-letter queue, from where it can be replayed.
 */
export class FinalError extends Error {
  override readonly name = "FinalError";
}

/** What was thrown, as an error: JavaScript lets code throw anything. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The network's own code (`ECONNREFUSED`, `TimeoutError`) and not the message, which may quote the request. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}
