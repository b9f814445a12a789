import assert from "node:assert/strict";

import { playRetrainingFaults } from "../../../simulator/faults/retraining/play";

const RUN = { seed: 7, models: 12, storms: 60, share: 0.5, timeoutMs: 250 };

describe("a run with faults on the way back to training", () => {
  it("keeps to every limit and loses no decision, whatever Azure DevOps does", async () => {
    const outcome = await playRetrainingFaults(RUN);
    assert.deepEqual(outcome.findings, []);
    assert.ok(outcome.runs.length > 15, `only ${outcome.runs.length} runs: the plan is no test`);
    assert.ok((outcome.endings.get("killed") ?? 0) > 0, "no function was killed: the plan is no test");
    assert.ok(outcome.met.has("answer after the time-out"));
    assert.ok(outcome.replayed > 0, "nothing was given up: the plan is no test");
  });

  it("fails without the claim before the call", async () => {
    const { findings } = await playRetrainingFaults({ ...RUN, forgetful: true });
    assert.ok(findings.length > 0);
  });
});
