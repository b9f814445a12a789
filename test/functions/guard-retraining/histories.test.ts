import assert from "node:assert/strict";

import * as fc from "fast-check";

import { type Fate, HistoryWorld } from "./history-world";

const HOUR = 3_600_000;

const fates: fc.Arbitrary<Fate> = fc.record({
  killedAfter: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 1 }),
  call: fc.constantFrom("answered", "no answer, not executed", "no answer, executed", "throttled"),
});

/** What may happen, in any order. */
const happenings = fc.oneof(
  fc.record({
    what: fc.constant("ask" as const),
    kind: fc.constantFrom("alarm" as const, "person" as const, "person despite all" as const),
    fate: fates,
  }),
  fc.record({ what: fc.constant("redeliver" as const), which: fc.nat(1000), fate: fates }),
  fc.record({
    what: fc.constant("together" as const),
    kind: fc.constantFrom("alarm" as const, "person despite all" as const),
    fates: fc.tuple(fates, fates),
  }),
  fc.record({
    what: fc.constant("time" as const),
    minutes: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 60, max: 400 * 60 })),
  }),
  fc.record({ what: fc.constant("build ends" as const), registers: fc.boolean() }),
  fc.record({ what: fc.constant("somebody decides" as const) }),
  fc.record({ what: fc.constant("an execution" as const), goesOn: fc.boolean() }),
);

type Happening = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

const FINE: Fate = { killedAfter: undefined, call: "answered" };

async function play(happened: readonly Happening[]): Promise<HistoryWorld> {
  const world = new HistoryWorld();
  for (const each of happened) {
    switch (each.what) {
      case "ask":
        await world.deliver(world.ask(each.kind), each.fate);
        break;
      case "redeliver": {
        const id = world.requests[each.which % Math.max(1, world.requests.length)];
        if (id !== undefined) await world.deliver(id, each.fate);
        break;
      }
      case "together": {
        const ids = [world.ask(each.kind), world.ask(each.kind)];
        await Promise.all(ids.map((id, index) => world.deliver(id, each.fates[index] ?? FINE)));
        break;
      }
      case "time":
        world.now += each.minutes * 60_000;
        break;
      case "build ends":
        for (const run of world.runs) run.ended = true;
        world.waiting ||= each.registers && world.runs.length > 0;
        break;
      case "somebody decides":
        world.waiting = false;
        break;
      case "an execution":
        world.execution = each.goesOn;
    }
  }
  return world;
}

/** SQS delivers what is not done again and again. */
async function drain(world: HistoryWorld): Promise<void> {
  for (let round = 0; round < 6 && world.undecided().length > 0; round += 1) {
    world.now += 200_000;
    for (const id of world.undecided()) await world.deliver(id, FINE);
  }
}

describe("the guard of training, over random histories with kills", () => {
  it("never starts two runs inside the cool-down, over budget, while one goes on, or for one request; loses nothing", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(happenings, { minLength: 1, maxLength: 40 }), async (happened) => {
        const world = await play(happened);
        await drain(world);
        runs += world.runs.length;
        assert.deepEqual(world.undecided(), [], "a decision is lost");
        for (const [index, run] of world.runs.entries()) {
          assert.equal(run.besides, undefined, `run ${index + 1} was started besides ${run.besides ?? ""}`);
          const before = world.runs[index - 1];
          if (run.despite.length > 0) continue;
          if (before !== undefined)
            assert.ok(run.calledAt - before.calledAt >= world.limits.coolDownHours * HOUR);
          const month = world.runs
            .slice(0, index + 1)
            .filter(({ calledAt }) => monthOf(calledAt) === monthOf(run.calledAt));
          assert.ok(month.length <= world.limits.runsPerMonth, "over budget");
        }
        const ids = world.runs.map(({ requestId }) => requestId);
        assert.equal(new Set(ids).size, ids.length, "two runs for one request");
        const started = world.told
          .filter(({ outcome }) => outcome === "started")
          .map(({ requestId }) => requestId);
        for (const id of started) assert.ok(ids.includes(id), "told of a run that was never started");
      }),
      { numRuns: 1500 },
    );
    assert.ok(runs > 500, `only ${runs} runs were started: the histories are no test`);
  });
});

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}
