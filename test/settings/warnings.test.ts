import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { DEFAULT_INSTANCE_TYPES, isAllowed } from "../../settings/instance-types";
import { parseSettings } from "../../settings/load";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { warningsOf } from "../../settings/warnings";
import { ROOT } from "../support/rehearsed";
import type { Raw, RawValue } from "./samples";
import { landingZone, organization, withValue } from "./samples";

const allowing = (...types: string[]): string[] =>
  warningsOf(parseSettings("organization", withValue(organization(), "allowedInstanceTypes", types)));

const trialOf = (people: RawValue): string[] =>
  warningsOf(parseSettings("dev", withValue(withValue(landingZone(), "profile", "trial"), "people", people)));

describe("warnings of settings", () => {
  it("are none for the defaults", () => {
    assert.deepEqual(warningsOf(parseSettings("organization", organization())), []);
    assert.deepEqual(warningsOf(parseSettings("prod", landingZone())), []);
  });

  it("name each instance type that is a default somewhere and that the organization denies, and for what", () => {
    const [clarify, studio, ...others] = allowing("ml.m5.*");
    assert.deepEqual(others, []);
    assert.match(clarify ?? "", /denies ml\.m5d\.large.* the endpoint that Clarify asks/);
    assert.match(studio ?? "", /denies ml\.t3\.medium.* notebooks of Studio/);
    assert.deepEqual(allowing("ml.m5.*", "ml.m5d.large", "ml.t3.medium"), []);
  });

  it("take a pattern for its family alone", () => {
    assert.deepEqual(
      [isAllowed("ml.m5d.large", ["ml.m5.*"]), isAllowed("ml.m5.large", ["ml.m5.*"])],
      [false, true],
    );
  });

  it("say whose repositories nobody may change", () => {
    const both = trialOf({});
    assert.deepEqual(
      both.map((text) => /change (\S+):/.exec(text)?.[1]),
      ["model-build-<model>", "model-deploy"],
    );
    assert.deepEqual(trialOf({ leadDataScientist: ["a@example.com"], mlEngineer: ["a@example.com"] }), []);
  });
});

describe("default instance types", () => {
  it("are those of the seeded repositories and of Studio", () => {
    const raw: Raw = withValue(landingZone(), "studio", {});
    const { studio } = parseSettings("prod", raw) as LandingZoneSettings;
    const files = ["model-build/config.yaml", "model-deploy/models/defaults.yaml"].map((file) =>
      readFileSync(join(ROOT, "repositories", file), "utf8").replaceAll(/#.*/g, ""),
    );
    const named = files.flatMap((content) => content.match(/\bml\.[a-z0-9-]+\.[a-z0-9]+/g) ?? []);
    assert.deepEqual(
      [...new Set([...named, studio?.instanceType ?? ""])].sort(),
      Object.keys(DEFAULT_INSTANCE_TYPES).sort(),
    );
  });
});
