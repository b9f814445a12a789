import assert from "node:assert/strict";

import { FAULT_KINDS } from "../../../simulator/faults/run/azure-faults";
import { makePlan } from "../../../simulator/faults/run/plan";
import { seeded } from "../../../simulator/faults/run/random";
import { figures } from "../../../simulator/faults/run/report";
import { played } from "./played-faults";

describe("a run with faults", () => {
  it("deploys each approved and current version by exactly one run, whatever Azure DevOps does", async () => {
    const outcome = await played();
    assert.deepEqual(outcome.findings, []);
    assert.equal(outcome.events, 200);
    const acting = outcome.runs.filter(({ resolved }) => resolved === "acts");
    assert.equal(new Set(acting.map(({ arn }) => arn)).size, acting.length);
    assert.ok(acting.length > 30, `only ${acting.length} runs acted: the plan is no test`);
    assert.ok(outcome.runs.length > acting.length, "no duplicate was started: the plan is no test");
    assert.ok(outcome.replayed > 0, "nothing was replayed: the plan is no test");
    for (const kind of FAULT_KINDS) assert.ok(outcome.met.has(kind), `no call met ${kind}`);
    assert.ok(outcome.met.has("outage"));
    assert.ok((outcome.endings.get("killed") ?? 0) > 0);
  });

  it("plays another plan for another seed, and the same for the same", async () => {
    const plan = (seed: number) => makePlan({ events: 200, packages: 60 }, seeded(seed));
    assert.deepEqual(plan(7), plan(7));
    assert.notDeepEqual(plan(7), plan(8));
    assert.deepEqual((await played({ seed: 8 })).findings, []);
  });

  it("plans as many versions and events as it is told, of each kind", () => {
    const { versions, approvals, rejections, events } = makePlan({ events: 2000, packages: 500 }, seeded(7));
    assert.deepEqual([versions.length, approvals.length, events.length], [500, 500, 2000]);
    assert.equal(new Set(versions.map(({ arn }) => arn)).size, 500);
    assert.ok(rejections.length > 20, `${rejections.length} rejections`);
    const groups = new Set(versions.map(({ group }) => group));
    assert.ok(versions.length - groups.size > 50, "too few versions are replaced by newer ones");
    for (const { version } of rejections) {
      assert.equal(versions.filter(({ group }) => group === version.group).length, 1);
    }
  });

  it("reports its figures", async () => {
    const outcome = await played();
    const lines = figures(outcome);
    assert.match(lines[0] ?? "", /^events +200$/);
    assert.ok(lines.some((line) => /^dead letters before replay +[1-9]\d*$/.test(line)));
  });
});
