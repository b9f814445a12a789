import assert from "node:assert/strict";
import { join } from "node:path";

import program from "../../index";
import { startAnalyzer } from "../../simulator/rehearsal/analyzer";
import type { Analyzer } from "../../simulator/rehearsal/analyzer";
import { startMocks } from "../support/mocks";
import { readSample, rehearsed, rehearseChanged, ROOT } from "../support/rehearsed";
import { goesWith, leftOut, NAMES, SELECTIONS, urnsOf, urnsWithout } from "./parts";
import type { Registered } from "./parts";

/** In this process: a rehearsal takes several times as long, and shows no more of what is gone. */
describe("a part that a team can leave out", () => {
  let complete: readonly Registered[];

  before(async () => {
    complete = await run([]);
  });

  for (const name of NAMES) {
    it(`${name}: exactly its resources are gone`, async () => {
      assert.deepEqual(urnsOf(await run([name])), urnsWithout(complete, goesWith([name])));
    });
  }

  async function run(names: readonly string[]): Promise<readonly Registered[]> {
    const cloud = startMocks({ stack: "prod", config: leftOut(names)(readSample("full").config) });
    await program();
    await cloud.settled();
    return cloud.resources;
  }
});

describe("several parts that a team can leave out", () => {
  let analyzer: Analyzer;

  before(() => {
    analyzer = startAnalyzer(join(ROOT, "policy"));
  });
  after(() => {
    analyzer.stop();
  });

  it("are chosen so that of any two, each is once there and once gone without and with the other", () => {
    for (const [index, first] of NAMES.entries()) {
      for (const second of NAMES.slice(index + 1)) {
        const seen = new Set(
          [[], ...SELECTIONS].map((gone: readonly string[]) =>
            [gone.includes(first), gone.includes(second)].join(),
          ),
        );
        assert.equal(seen.size, 4, `${first} and ${second}: ${[...seen].join(" ")}`);
      }
    }
  });

  for (const names of SELECTIONS) {
    it(`${names.join(", ")}: exactly their resources are gone, and the rest passes the guardrails`, async () => {
      const complete = await rehearsed("full");
      const changed = await rehearseChanged("full", leftOut(names));
      assert.deepEqual(urnsOf(changed.resources), urnsWithout(complete.resources, goesWith(names)));
      const { violations, undecided } = await analyzer.analyze(changed.resources, {
        project: changed.project,
        settings: changed.settings,
      });
      assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] });
    });
  }
});
