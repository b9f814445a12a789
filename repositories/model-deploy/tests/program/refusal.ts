import assert from "node:assert/strict";

/** The message of the InvalidInput that a call ends with. */
export function refusal(call: () => unknown): string {
  let message = "";
  assert.throws(call, (error: Error) => {
    assert.equal(error.name, "InvalidInput");
    message = error.message;
    return true;
  });
  return message;
}
