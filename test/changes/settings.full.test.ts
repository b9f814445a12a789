import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../support/rehearsed";
import { changingPage } from "./page";
import type { Tried } from "./run";
import { tryAll } from "./run";
import { harm } from "./verdict";

const name = ({ variation }: Tried): string => `${variation.keys.join(", ")} ${variation.what ?? ""}`;

describe("every setting, changed alone,", () => {
  let landingZone: readonly Tried[];
  let organization: readonly Tried[];

  before(async () => {
    organization = await tryAll("organization");
    landingZone = await tryAll("landing-zone");
  });

  it("moves, replaces or breaks nothing that has state, unless the page says that it cannot be changed", () => {
    const harmful = [...organization, ...landingZone].filter(
      ({ variation, differences }) => variation.never === undefined && harm(differences).length > 0,
    );
    assert.deepEqual(harmful.map(name), []);
  });

  it("cannot be changed only where it would", () => {
    const harmless = [...organization, ...landingZone].filter(
      ({ variation, differences }) => variation.never !== undefined && harm(differences).length === 0,
    );
    assert.deepEqual(harmless.map(name), []);
  });

  it("does what docs/changing.md says", () => {
    const page = readFileSync(join(ROOT, "docs", "changing.md"), "utf8");
    assert.ok(
      page === changingPage(landingZone, organization),
      "docs/changing.md is out of date: run npm run docs -- changing",
    );
  });
});
