import assert from "node:assert/strict";
import { join } from "node:path";

import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import { rehearsed, rehearseChanged, ROOT } from "../support/rehearsed";
import { goesWith, leftOut, NAMES, urnsOf, urnsWithout } from "./parts";

/** One by one and in pairs: parts.full.test.ts. */
describe("all parts that a team can leave out", () => {
  it("go with exactly their resources, and the rest passes the guardrails", async () => {
    const complete = await rehearsed("full");
    const { project, resources, settings } = await rehearseChanged("full", leftOut(NAMES));
    assert.deepEqual(urnsOf(resources), urnsWithout(complete.resources, goesWith(NAMES)));
    const analyzer = startAnalyzer(join(ROOT, "policy"));
    try {
      const { violations, undecided } = await analyzer.analyze(resources, { project, settings });
      assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
    } finally {
      analyzer.stop();
    }
  });

  it("takes along only what prod has", async () => {
    const { resources } = await rehearsed("full");
    const names = new Set(resources.map(({ name }) => name));
    assert.deepEqual(
      goesWith(NAMES).filter((name) => !names.has(name)),
      [],
    );
  });
});
