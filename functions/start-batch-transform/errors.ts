/** A failure that stays until a person changes something: the event, the registry, a model of the same name. */
export class FinalError extends Error {
  override readonly name = "FinalError";
}
