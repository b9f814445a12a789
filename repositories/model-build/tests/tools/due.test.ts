import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isDue } from "../../tools/due";

const MONDAY = new Date("2026-06-08T03:00:00Z");
const TUESDAY = new Date("2026-06-09T03:00:00Z");
const FIRST = new Date("2026-07-01T03:00:00Z");

describe("the nightly build", () => {
  for (const [schedule, monday, tuesday, first] of [
    ["never", false, false, false],
    ["daily", true, true, true],
    ["weekly", true, false, false],
    ["monthly", false, false, true],
  ] as const) {
    it(`trains as config.yaml says: ${schedule}`, () => {
      assert.deepEqual(
        [MONDAY, TUESDAY, FIRST].map((night) => isDue(schedule, "Schedule", night)),
        [monday, tuesday, first],
      );
    });
  }

  it("takes the day in UTC", () => {
    assert.equal(isDue("weekly", "Schedule", new Date("2026-06-07T23:59:59Z")), false);
    assert.equal(isDue("weekly", "Schedule", new Date("2026-06-08T00:00:00Z")), true);
  });

  for (const reason of ["IndividualCI", "BatchedCI", "Manual", "PullRequest", "ResourceTrigger", ""]) {
    it(`is nothing to other builds: ${reason === "" ? "none" : reason}`, () => {
      assert.equal(isDue("never", reason, TUESDAY), true);
    });
  }
});
