import assert from "node:assert/strict";

import { text } from "../../simulator/rehearsal/graph-lookup";
import type { Rehearsal } from "../../simulator/rehearsal/run";
import { followDrift } from "../../simulator/stories/retraining/follow-drift";
import { rehearsed } from "../support/rehearsed";
import { AWS } from "../support/types";

describe("drift in the rehearsed program", () => {
  it("starts one run of the model's pipeline, whose version says why and waits, and tells people of each step", async () => {
    const story = await followDrift(await rehearsed("full"));
    assert.ok(story);
    const shown = story.lines.map((line) => line.trim().split(/ {2,}/));
    const value = (name: string): string | undefined => shown.find(([first]) => first === name)?.at(-1);
    assert.equal(value("rule"), "mlops-fraud-automation-retrain-churn");
    assert.equal(value("function"), "mlops-fraud-automation-guard-retraining");
    assert.equal(value("run"), '1 of pipeline "Model Build churn"');
    assert.equal(value("decisions"), "started, drift alarm");
    assert.match(value("registered") ?? "", /model-package\/fraud-churn\/1, PendingManualApproval$/);
    for (const notice of [
      "[fraud] churn is trained: drift alarm",
      "[fraud] churn version 1 waits for a decision",
    ]) {
      assert.ok(
        shown.some((parts) => parts.at(-1) === notice),
        `nobody was told: ${notice}`,
      );
    }
  });

  it("is no story of a stack in which drift trains nothing", async () => {
    assert.equal(await followDrift(await rehearsed("trial")), undefined);
  });

  it("fails when the rule lets alarms through that stop", async () => {
    const rehearsal = await rehearsed("full");
    const resources = rehearsal.graph.resources.map((resource) =>
      resource.type === AWS.cloudwatch.EventRule && resource.name === "retraining-churn-rule"
        ? {
            ...resource,
            inputs: {
              ...resource.inputs,
              eventPattern: text(resource.inputs.eventPattern).replace('"ALARM"', '"ALARM","OK"'),
            },
          }
        : resource,
    );
    const changed: Rehearsal = { ...rehearsal, graph: { ...rehearsal.graph, resources } };
    await assert.rejects(followDrift(changed), /rule retraining-churn-rule lets an alarm through that stops/);
  });
});
