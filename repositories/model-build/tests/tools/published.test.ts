import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Failure } from "../../../shared/failure";
import { parsePublished, publishedLines } from "../../tools/published";

const PUBLISHED = {
  outcome: "captured",
  violations: { dataQuality: 0, drift: 2 },
  findings: ["income drifts", "##vso[task.complete]amount drifts"],
  report: "s3://artifacts/monitoring/mortgage/reports/2026-01-31T06Z/report.html",
};

const lines = (change: object = {}): string[] =>
  publishedLines(parsePublished(JSON.stringify({ ...PUBLISHED, ...change })));

describe("what a run of the monitoring has found", () => {
  it("is told line by line, and no line is a command to the agent", () => {
    assert.deepEqual(lines(), [
      "The window was judged. Monitors that ran: dataQuality, drift.",
      "- income drifts",
      "- # #vso[task.complete]amount drifts",
      `Report: ${PUBLISHED.report}`,
    ]);
  });

  for (const [outcome, told] of [
    ["captured", "The window was judged. Monitors that ran: drift."],
    [
      "nothing captured",
      "Nothing was captured in the window: look whether the endpoint is asked, and captures. Monitors that ran: drift.",
    ],
    [
      "too few rows",
      "The window has too few rows to judge: use a longer one, or a smaller minimumRows in the landing zone's settings. Monitors that ran: drift.",
    ],
  ] as const) {
    it(`may be nothing: ${outcome}`, () => {
      assert.deepEqual(lines({ outcome, violations: { drift: 0 }, findings: [] }).slice(0, 2), [
        told,
        "They found nothing.",
      ]);
    });
  }

  it("fails with everything that is wrong", () => {
    assert.throws(
      () => parsePublished(JSON.stringify({ ...PUBLISHED, outcome: "perhaps", violations: { drift: "2" } })),
      new Failure(
        [
          "published.json is not what monitoring/publish.py has to write:",
          'outcome: Invalid option: expected one of "captured"|"nothing captured"|"too few rows"',
          "violations.drift: Invalid input: expected number, received string",
        ].join("\n"),
      ),
    );
    assert.throws(() => parsePublished("{"), /^Failure: published.json is no JSON: /);
  });
});
