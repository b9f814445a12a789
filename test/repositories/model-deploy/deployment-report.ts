import assert from "node:assert/strict";

import type { Check } from "../../../repositories/model-deploy/tools/tests/check";
import type { TestReport } from "../../../repositories/model-deploy/tools/tests/report";

/** A check as `test: name`. */
export function nameOf({ test, name }: Check): string {
  return `${test}: ${name}`;
}

/** Names of the checks that refuse the deployment. */
export function refused({ checks }: TestReport): string[] {
  return checks.filter(({ outcome }) => outcome === "refused").map(nameOf);
}

function checkOf({ checks }: TestReport, name: string): Check {
  const check = checks.find((each) => nameOf(each) === name);
  assert.ok(check, `there is no check ${name}`);
  return check;
}

/** What a check measured. */
export function figureOf(report: TestReport, name: string): string {
  return checkOf(report, name).figure;
}

/** Why a check refuses; empty if it does not. */
export function reasonOf(report: TestReport, name: string): string {
  return checkOf(report, name).reason ?? "";
}
