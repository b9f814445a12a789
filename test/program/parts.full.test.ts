import assert from "node:assert/strict";
import { join } from "node:path";

import program from "../../index";
import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import type { Analyzer } from "../../simulator/rehearsal/analyzer";
import { startMocks } from "../support/mocks";
import { readSample, rehearsed, rehearseChanged, ROOT } from "../support/rehearsed";
import { goesWith, leftOut, NAMES, urnsOf, urnsWithout } from "./parts";
import type { Registered } from "./parts";

const PAIRS = NAMES.flatMap((first, index) =>
  NAMES.slice(index + 1).map((second): readonly string[] => [first, second]),
);

describe("a part that a team can leave out", () => {
  let analyzer: Analyzer;

  before(() => {
    analyzer = startAnalyzer(join(ROOT, "policy"));
  });
  after(() => {
    analyzer.stop();
  });

  for (const name of NAMES) {
    it(`${name}: exactly its resources are gone, and the rest passes the guardrails`, async () => {
      const complete = await rehearsed("full");
      const changed = await rehearseChanged("full", leftOut([name]));
      assert.deepEqual(urnsOf(changed.resources), urnsWithout(complete.resources, goesWith([name])));
      const { violations, undecided } = await analyzer.analyze(changed.resources, {
        project: changed.project,
        settings: changed.settings,
      });
      assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
    });
  }
});

/** In this process: a rehearsal takes several times as long, and shows more only of single parts. */
describe("two parts that a team can leave out", () => {
  let complete: readonly Registered[];

  before(async () => {
    complete = await run([]);
  });

  for (const names of PAIRS) {
    it(`${names.join(" and ")}: exactly their resources are gone`, async () => {
      assert.deepEqual(urnsOf(await run(names)), urnsWithout(complete, goesWith(names)));
    });
  }

  async function run(names: readonly string[]): Promise<readonly Registered[]> {
    const cloud = startMocks({ stack: "prod", config: leftOut(names)(readSample("full").config) });
    await program();
    await cloud.settled();
    return cloud.resources;
  }
});
