import assert from "node:assert/strict";

import * as fc from "fast-check";

import { decide, type History, remembered } from "../../../functions/guard-retraining/decide";
import type { Request } from "../../../functions/guard-retraining/request";
import { LIMITS } from "./support";

const HOUR = 3_600_000;
const FROM = Date.parse("2026-10-01T00:00:00Z");

const request = (changes: Partial<Request> = {}): Request => ({
  id: "r",
  model: "churn",
  by: "alarm",
  at: "2026-11-10T12:05:00.000Z",
  reason: "drift alarm",
  monitor: "drift",
  despite: [],
  sender: "events",
  ...changes,
});

const history = (changes: Partial<History> = {}): History => ({
  asks: [],
  building: undefined,
  waiting: undefined,
  labelledRows: 0,
  ...changes,
});

const ask = (at: string, labelledRows = 0) => ({ at, requestId: "before", labelledRows });
const at = (time: string): Date => new Date(time);

describe("decide", () => {
  it("counts months of UTC: the budget is new at midnight", () => {
    const asks = [ask("2026-11-01T00:00:00.000Z"), ask("2026-11-20T00:00:00.000Z")];
    const short = { ...LIMITS, coolDownHours: 1 };
    const of = (now: string) => decide(history({ asks }), request(), short, at(now));
    assert.deepEqual(of("2026-11-30T23:59:59.999Z"), {
      outcome: "refuse",
      because: "budget",
      detail: "2 of 2 trainings of 2026-11 have been started",
    });
    assert.deepEqual(of("2026-12-01T00:00:00.000Z"), { outcome: "start" });
  });

  it("ends the cool-down at its very end", () => {
    const asks = [ask("2026-11-01T00:00:00.000Z")];
    const of = (now: string) => decide(history({ asks }), request(), LIMITS, at(now)).outcome;
    assert.equal(of("2026-11-07T23:59:59.999Z"), "refuse");
    assert.equal(of("2026-11-08T00:00:00.000Z"), "start");
  });

  it("takes a run that was just started for one that goes on, whatever a person sets aside", () => {
    const asks = [ask("2026-11-10T12:00:00.000Z")];
    const person = request({ by: "person", despite: ["cool-down", "budget"] });
    const of = (now: string) => decide(history({ asks }), person, LIMITS, at(now)).outcome;
    assert.equal(of("2026-11-10T12:02:59.999Z"), "refuse");
    assert.equal(of("2026-11-10T12:03:00.000Z"), "start");
  });

  const times = fc
    .integer({ min: 0, max: 100 * 24 })
    .map((hour) => new Date(FROM + hour * HOUR).toISOString());
  const histories = fc.record({
    asks: fc.array(fc.record({ at: times, requestId: fc.constant("x"), labelledRows: fc.nat(1000) }), {
      maxLength: 6,
    }),
    building: fc.option(fc.constant("a run goes on"), { nil: undefined }),
    waiting: fc.option(fc.constant("arn"), { nil: undefined }),
    labelledRows: fc.nat(2000),
  });
  const limits = fc.record({
    mode: fc.constantFrom("notify" as const, "retrain" as const),
    pipelineId: fc.constant(1),
    monitors: fc.subarray(["drift", "bias"] as const).map((some) => [...some]),
    coolDownHours: fc.integer({ min: 1, max: 2160 }),
    runsPerMonth: fc.integer({ min: 1, max: 31 }),
    minimumNewLabels: fc.nat(1500),
    windowHours: fc.constant(24),
  });
  const requests = fc.record({
    monitor: fc.constantFrom("drift" as const, "bias" as const, undefined),
    despite: fc.subarray(["cool-down", "budget"] as const),
  });

  it("is total, and starts only where no limit that holds is in the way", () => {
    fc.assert(
      fc.property(histories, limits, requests, times, (given, bounds, asked, now) => {
        const sorted = { ...given, asks: [...given.asks].sort((a, b) => a.at.localeCompare(b.at)) };
        const { monitor, despite } = asked;
        const whole: Request = { ...request(), despite, ...(monitor === undefined ? {} : { monitor }) };
        const decision = decide(sorted, whole, bounds, new Date(now));
        assert.ok(["start", "tell", "refuse"].includes(decision.outcome));
        if (decision.outcome === "refuse") return;
        assert.equal(decision.outcome, bounds.mode === "notify" ? "tell" : "start");
        const last = sorted.asks.at(-1);
        const month = sorted.asks.filter((one) => one.at.slice(0, 7) === now.slice(0, 7)).length;
        assert.ok(sorted.building === undefined && sorted.waiting === undefined);
        if (last !== undefined && !despite.includes("cool-down"))
          assert.ok(Date.parse(now) - Date.parse(last.at) >= bounds.coolDownHours * HOUR);
        if (!despite.includes("budget")) assert.ok(month < bounds.runsPerMonth);
        assert.ok(sorted.labelledRows - (last?.labelledRows ?? 0) >= bounds.minimumNewLabels);
      }),
      { numRuns: 5000 },
    );
  });

  it("remembers no less than later decisions need", () => {
    fc.assert(
      fc.property(histories, limits, times, fc.nat(60 * 24), (given, bounds, now, hours) => {
        const asks = given.asks.filter((one) => one.at <= now).sort((a, b) => a.at.localeCompare(b.at));
        const later = new Date(Date.parse(now) + hours * HOUR);
        assert.deepEqual(
          decide({ ...given, asks: remembered(asks, new Date(now)) }, request(), bounds, later),
          decide({ ...given, asks }, request(), bounds, later),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
