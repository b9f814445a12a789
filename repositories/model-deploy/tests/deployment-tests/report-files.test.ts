import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import type { TestReport } from "../../tools/tests/report";
import { reportJUnit, reportMarkdown, writeReport } from "../../tools/tests/report-files";

const REFUSED: TestReport = {
  passed: false,
  inference: "realtime",
  endpointName: "mlops-fraud-staging-churn",
  modelPackageArn: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/fraud-churn/7",
  run: "417-1",
  startedAt: "2026-11-26T06:00:00.000Z",
  seconds: 12.4,
  checks: [
    { test: "smoke", name: "one case", figure: "one number", threshold: "one number", outcome: "passed" },
    {
      test: "load",
      name: "latency, p95",
      figure: "812 ms",
      threshold: "at most 300 ms",
      outcome: "refused",
      reason: 'answers with "<b>|x|" & more\u0000',
    },
    { test: "load", name: "requests a second", figure: "50", threshold: "-", outcome: "reported" },
  ],
  notes: ["s3://bucket/key could not be deleted"],
};

describe("the report", () => {
  it("is a table of figures and thresholds, and says why", () => {
    assert.equal(
      reportMarkdown(REFUSED),
      [
        "# Tests of the deployment: refused",
        "",
        "`arn:aws:sagemaker:eu-west-1:222222222222:model-package/fraud-churn/7`, realtime, `mlops-fraud-staging-churn`; 12 seconds from 2026-11-26T06:00:00.000Z",
        "",
        "| test | what | figure | threshold | result |",
        "| --- | --- | --: | --: | --- |",
        "| smoke | one case | one number | one number | passed |",
        "| load | latency, p95 | 812 ms | at most 300 ms | **refused** |",
        "| load | requests a second | 50 | - | reported |",
        "",
        "## Why",
        "",
        '- load, latency, p95: answers with "\\<b\\>\\|x\\|" \\& more\u0000',
        "",
        "## Notes",
        "",
        "- s3://bucket/key could not be deleted",
        "",
      ].join("\n"),
    );
  });

  it("is short if the deployment passed", () => {
    const checks = REFUSED.checks.slice(0, 1);
    const { endpointName: none, ...rest } = REFUSED;
    assert.ok(none);
    const batch: TestReport = { ...rest, passed: true, inference: "batch", checks, notes: [] };
    assert.equal(
      reportMarkdown(batch),
      [
        "# Tests of the deployment: passed",
        "",
        "`arn:aws:sagemaker:eu-west-1:222222222222:model-package/fraud-churn/7`, batch, `no endpoint`; 12 seconds from 2026-11-26T06:00:00.000Z",
        "",
        "| test | what | figure | threshold | result |",
        "| --- | --- | --: | --: | --- |",
        "| smoke | one case | one number | one number | passed |",
        "",
      ].join("\n"),
    );
  });

  it("is one case of JUnit for each check, whatever stands in a reason", () => {
    assert.equal(
      reportJUnit(REFUSED),
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<testsuites>",
        '  <testsuite name="deployment of arn:aws:sagemaker:eu-west-1:222222222222:model-package/fraud-churn/7" tests="3" failures="1" time="12.4">',
        '    <testcase classname="smoke" name="one case"><system-out>one number, needed one number</system-out></testcase>',
        '    <testcase classname="load" name="latency, p95"><failure message="812 ms, needed at most 300 ms">answers with &quot;&lt;b&gt;|x|&quot; &amp; more</failure></testcase>',
        '    <testcase classname="load" name="requests a second"><system-out>50</system-out></testcase>',
        "  </testsuite>",
        "</testsuites>",
        "",
      ].join("\n"),
    );
  });

  it("is written in each form", async () => {
    const folder = await mkdtemp(join(tmpdir(), "report-"));
    try {
      await writeReport(REFUSED, join(folder, "deep", "er"));
      const files = await readdir(join(folder, "deep", "er"));
      assert.deepEqual(files.sort(), [
        "deployment-tests.json",
        "deployment-tests.md",
        "deployment-tests.xml",
      ]);
      const json: unknown = JSON.parse(
        await readFile(join(folder, "deep", "er", "deployment-tests.json"), "utf8"),
      );
      assert.deepEqual(json, REFUSED);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
