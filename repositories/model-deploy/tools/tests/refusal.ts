/** Why a test does not let a deployment pass. Its message is for the report. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What the report says of an error of any kind. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refusal) {
    return error.message;
  }
  if (!(error instanceof Error)) {
    return String(error);
  }
  // A connection that fails on both of a host's addresses has no message of its own.
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const message = error.message === "" ? code : error.message;
  return error.name === "Error" ? message : `${error.name}: ${message}`;
}
