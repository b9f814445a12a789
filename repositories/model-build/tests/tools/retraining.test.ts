import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { readRetraining } from "../../tools/retraining";

describe("why a build trains", () => {
  it("is nobody's reason as long as nobody gives one", () => {
    assert.deepEqual(readRetraining({}), { reason: "none", window: "none" });
  });

  for (const window of [
    "2026-01-30T06Z/2026-01-31T06Z",
    "2026-01-30T06:00Z/2026-01-31T06:00Z",
    "2026-01-30T06:00:00Z/2026-01-31T06:00:00.000Z",
  ]) {
    it(`is taken from the run's parameters: ${window}`, () => {
      const reason = "alarm mlops-credit-mortgage-monitor-drift: 2 violations";
      assert.deepEqual(readRetraining({ RETRAINING_REASON: reason, RETRAINING_WINDOW: window }), {
        reason,
        window,
      });
    });
  }

  // What a macro becomes, quotes, other lines and commands of a shell, commands of the agent.
  for (const reason of [
    "?(System.AccessToken)",
    '"; rm -rf /',
    "a\nb",
    "`id`",
    "##vso[task.x]",
    "",
    "x".repeat(257),
  ]) {
    it(`fails with a reason that no version can keep: ${JSON.stringify(reason).slice(0, 30)}`, () => {
      assert.throws(
        () => readRetraining({ RETRAINING_REASON: reason }),
        new Failure(
          "the run's parameters cannot be used:\n" +
            `reason is ${JSON.stringify(reason)}: give 1 to 256 letters, digits, spaces and characters of _.:/=+@-, or none`,
          2,
        ),
      );
    });
  }

  for (const window of ["yesterday", "2026-01-30T06Z", "2026-01-30/2026-01-31", "2026-01-30T06Z/none", ""]) {
    it(`fails with a window that is none: ${JSON.stringify(window)}`, () => {
      assert.throws(
        () => readRetraining({ RETRAINING_WINDOW: window }),
        new Failure(
          "the run's parameters cannot be used:\n" +
            `window is ${JSON.stringify(window)}: give two times in UTC such as 2026-01-30T06Z/2026-01-31T06Z, or none`,
          2,
        ),
      );
    });
  }
});
