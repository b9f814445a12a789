/**
 * A failure that stays until a person changes something: a permission, a setting, a message of another kind.
 * The message is redelivered all the same and so reaches the dead-letter queue, from where it can be replayed.
 */
export class FinalError extends Error {
  override readonly name = "FinalError";
}
