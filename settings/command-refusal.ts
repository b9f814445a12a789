/** A command cannot go on because of what it was given; the message is for the person who gave it. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
