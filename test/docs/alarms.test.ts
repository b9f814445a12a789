import assert from "node:assert/strict";

import { page } from "../support/docs";
import { ofType, rehearsed, text } from "../support/rehearsed";
import { AWS } from "../support/types";

/** What comes before the part of a name that the runbook has: team, and plane or model. */
const BEFORE = /^mlops-fraud-(development|automation|staging|production|churn|payments)-/;

/** Each job's queue of failed runs has one more; they all mean the same. */
const FAILURES = /^.*-(failures-dead-letters)$/;

/** Texts of code in the sections of the runbook. */
const named = (): string[] =>
  [...page("docs/runbook.md").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

/** Names of alarms without team and plane that nothing in the runbook ends with. */
function withoutSection(names: readonly string[], told: readonly string[]): string[] {
  const short = new Set(names.map((name) => name.replace(BEFORE, "").replace(FAILURES, "$1")));
  return [...short].filter((name) => !told.some((code) => code === name || code.endsWith(`-${name}`)));
}

describe("alarms", () => {
  it("have a section each in the runbook, by their names", async () => {
    const { graph } = await rehearsed("full");
    const alarms = [
      ...ofType(graph, AWS.cloudwatch.MetricAlarm).map(({ inputs }) => text(inputs.name)),
      ...ofType(graph, AWS.cloudwatch.CompositeAlarm).map(({ inputs }) => text(inputs.alarmName)),
    ];
    assert.ok(alarms.length > 50);
    assert.deepEqual(withoutSection(alarms, named()), []);
  });

  it("are missed where nothing names them", () => {
    assert.deepEqual(
      withoutSection(
        ["mlops-fraud-churn-monitor-drift", "mlops-fraud-automation-search-red", "mlops-fraud-staging-new"],
        ["\u2026-monitor-drift", "search-red", "renew"],
      ),
      ["new"],
    );
  });
});
