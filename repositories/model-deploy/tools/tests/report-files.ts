import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { code, escaped, table } from "../../../shared/markdown";
import type { Check } from "./check";
import type { TestReport } from "./report";

/** Names of the files of a report, without the folder. */
export const REPORT_FILE = {
  json: "deployment-tests.json",
  markdown: "deployment-tests.md",
  /** For the task PublishTestResults of Azure Pipelines, format JUnit. */
  junit: "deployment-tests.xml",
} as const;

/** Writes the report in all its forms, for people and for the pipeline. */
export async function writeReport(report: TestReport, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, REPORT_FILE.json), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(folder, REPORT_FILE.markdown), reportMarkdown(report));
  await writeFile(join(folder, REPORT_FILE.junit), reportJUnit(report));
}

const SHOWN = { passed: "passed", refused: "**refused**", reported: "reported" } as const;

/** The report for the page of a run: a table of figures and thresholds, and why it is refused. */
export function reportMarkdown(report: TestReport): string {
  const { inference, endpointName = "no endpoint", checks } = report;
  const refused = checks.filter(({ outcome }) => outcome === "refused");
  return [
    `# Tests of the deployment: ${report.passed ? "passed" : "refused"}`,
    `${code(report.modelPackageArn)}, ${inference}, ${code(endpointName)}; ${Math.round(report.seconds)} seconds from ${report.startedAt}`,
    table(
      ["test", "what", "figure", "threshold", "result"],
      ["left", "left", "right", "right", "left"],
      checks.map(({ test, name, figure, threshold, outcome }) => [
        ...[test, name, figure, threshold].map(escaped),
        SHOWN[outcome],
      ]),
    ),
    ...(refused.length === 0
      ? []
      : [
          "## Why",
          refused
            .map(({ test, name, reason = "" }) => `- ${escaped(`${test}, ${name}: ${reason}`)}`)
            .join("\n"),
        ]),
    ...(report.notes.length === 0
      ? []
      : ["## Notes", report.notes.map((note) => `- ${escaped(note)}`).join("\n")]),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

/** The report as JUnit's XML: one test case for each check. Reported figures are cases that pass. */
export function reportJUnit({ checks, seconds, modelPackageArn }: TestReport): string {
  const failures = checks.filter(({ outcome }) => outcome === "refused").length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${xml(`deployment of ${modelPackageArn}`)}" tests="${checks.length}" failures="${failures}" time="${seconds}">`,
    ...checks.map(testCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase({ test, name, figure, threshold, outcome, reason = "" }: Check): string {
  const open = `    <testcase classname="${xml(test)}" name="${xml(name)}"`;
  const text = `${figure}, needed ${threshold}`;
  return outcome === "refused"
    ? `${open}><failure message="${xml(text)}">${xml(reason)}</failure></testcase>`
    : `${open}><system-out>${xml(outcome === "reported" ? figure : text)}</system-out></testcase>`;
}

/** Text inside XML. Characters that XML 1.0 cannot hold at all are left out. */
function xml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are the characters that are not allowed
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}
