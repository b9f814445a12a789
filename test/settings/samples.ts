import assert from "node:assert/strict";

import { parseSettings } from "../../settings/load";
import type { Problem } from "../../settings/problems";
import { SettingsError } from "../../settings/problems";

/** Raw settings, as a stack file gives them; tests change them freely. */
export interface Raw {
  [key: string]: RawValue;
}
export type RawValue = Raw | readonly RawValue[] | string | number | boolean | null;

export const landingZone = (): Raw => ({
  kind: "landing-zone",
  profile: "production",
  region: "eu-west-1",
  team: { name: "fraud", owner: "fraud-ml@example.com", costCenter: "CC-4711" },
  accounts: {
    development: "200000000001",
    automation: "200000000002",
    staging: "200000000003",
    production: "200000000004",
  },
  organizationId: "o-a1b2c3d4e5",
  network: {
    development: "10.20.32.0/20",
    automation: "10.20.48.0/20",
    staging: "10.20.0.0/20",
    production: "10.20.16.0/20",
  },
  azureDevOps: {
    organization: "contoso-ml",
    organizationId: "8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
    project: "fraud-ml",
    deployTrigger: {
      tenantId: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
      clientId: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
      objectId: "c2a94e7d-5f18-4e63-b0a7-9e1d4c6b8f32",
    },
  },
  people: {
    leadDataScientist: ["katherine@example.com"],
    mlEngineer: ["barbara@example.com", "margaret@example.com"],
    platformAdministrator: ["radia@example.com", "sophie@example.com"],
  },
  alertEmails: ["oncall@example.com"],
  models: { churn: { description: "Probability that a customer leaves" } },
});

export const organization = (): Raw => ({
  kind: "organization",
  region: "eu-west-1",
  managementAccount: "100000000001",
  owner: "ml-platform@example.com",
  costCenter: "CC-1000",
  allowedRegions: ["eu-west-1"],
  accountEmail: "aws+{team}-{account}@example.com",
  teams: { fraud: { owner: "fraud-ml@example.com", costCenter: "CC-4711" } },
});

/** The settings with the value at a path such as `azureDevOps.issuers.0.url` replaced, or removed by undefined. */
export function withValue(raw: Raw, path: string, value: RawValue | undefined): Raw {
  const changed = structuredClone(raw);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const parent = steps.reduce<Raw>((node, step) => node[step] as Raw, changed);
  if (value === undefined) {
    Reflect.deleteProperty(parent, last);
  } else {
    parent[last] = value;
  }
  return changed;
}

/** The problems for which the settings are refused. */
export function problemsIn(raw: Raw): readonly Problem[] {
  return refusal(raw).problems;
}

export function refusal(raw: Raw): SettingsError {
  try {
    parseSettings("prod", raw);
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "expected the settings to be refused" });
}

/** One wrong value: what is wrong, where, the value, parts of the advice, and the problem's key where it is not `path`. */
export type Wrong = readonly [
  what: string,
  path: string,
  value: RawValue | undefined,
  allowed: string,
  fix: string,
  key?: string,
];

/** A test for each wrong value: exactly one problem, with this key and advice. */
export function itRefuses(valid: () => Raw, table: readonly Wrong[]): void {
  for (const [what, path, value, allowed, fix, key = path] of table) {
    it(`refuses ${what}`, () => {
      const [found, ...others] = problemsIn(withValue(valid(), path, value));
      assert.deepEqual(others, []);
      assert.equal(found?.key, `mlops:${key}`);
      assert.ok(found.allowed.includes(allowed), `allowed: ${found.allowed}`);
      assert.ok(found.fix.includes(fix), `fix: ${found.fix}`);
    });
  }
}

/** A required key, with a part of what is allowed there and of its meaning. */
export type Required = readonly [path: string, allowed: string, meaning: string];

export function itNeeds(valid: () => Raw, table: readonly Required[]): void {
  itRefuses(
    valid,
    table.map(([path, allowed, meaning]) => [`settings without ${path}`, path, undefined, allowed, meaning]),
  );
}
