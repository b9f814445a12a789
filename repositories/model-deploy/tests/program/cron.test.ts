import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cronProblem } from "../../program/cron";

describe("cron expressions of EventBridge Scheduler", () => {
  for (const expression of [
    "cron(0 5 * * ? *)",
    "cron(0/15 8-17 ? * MON-FRI *)",
    "cron(0 0 1,15 * ? 2027-2030)",
    "cron(0 10 ? * 6L *)",
    "cron(15 10 ? * 2#1 *)",
    "cron(30 6 L JAN-MAR ? *)",
    "cron(0 0 3W * ? *)",
  ]) {
    it(`may be ${expression}`, () => {
      assert.equal(cronProblem(expression), undefined);
    });
  }

  const form = "cron(minutes hours day-of-month month day-of-week year), such as cron(0 5 * * ? *)";
  const days = "a cron expression with ? as day of month or as day of week, and not as both";
  for (const [expression, allowed] of [
    ["0 5 * * ? *", form],
    ["rate(1 day)", form],
    ["cron(0 5 * * ?)", form],
    ["cron(60 5 * * ? *)", "a cron expression whose minutes is from 0 to 59"],
    ["cron(0 24 * * ? *)", "a cron expression whose hours is from 0 to 23"],
    ["cron(0 5 0 * ? *)", "a cron expression whose day of month is from 1 to 31"],
    ["cron(0 5 ? 13 * *)", "a cron expression whose month is from 1 to 12"],
    ["cron(0 5 ? * MON-XYZ *)", "a cron expression whose day of week is from 1 to 7"],
    ["cron(0 5 ? * 5-2 *)", "a cron expression whose day of week is from 1 to 7"],
    ["cron(0/0 5 * * ? *)", "a cron expression whose minutes is from 0 to 59"],
    ["cron(0 5 * * ? 1969)", "a cron expression whose year is from 1970 to 2199"],
    ["cron(0 5 * * * *)", days],
    ["cron(0 5 ? * ? *)", days],
  ] as const) {
    it(`may not be ${expression}`, () => {
      assert.equal(cronProblem(expression), allowed);
    });
  }
});
