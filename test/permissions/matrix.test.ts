import assert from "node:assert/strict";
import { join } from "node:path";

import type { Result } from "../../permissions/check";
import { decideAll, mismatches, rolesWithoutCases } from "../../permissions/check";
import type { World } from "../../permissions/graph/world";
import { rehearseWorld } from "../../permissions/rehearsals";
import { report } from "../../permissions/report";
import type { Case } from "../../permissions/simulation/cases";
import { casesOf } from "../../permissions/simulation/cases";
import { readTables } from "../../permissions/table";
import { rehearsedSettings, ROOT } from "../support/rehearsed";

describe("who may do what", () => {
  let world: World;
  let cases: readonly Case[];
  let results: readonly Result[];

  before(async () => {
    world = await rehearseWorld(rehearsedSettings);
    cases = casesOf(world, readTables(join(ROOT, "permissions", "cases")));
    results = await decideAll(cases);
  });

  it("is what the tables say", () => {
    assert.ok(cases.length >= 120, `there are ${cases.length} cases`);
    assert.equal(mismatches(results).length, 0, `\n${report(results)}`);
  });

  it("is said of every role", () => {
    assert.deepEqual(rolesWithoutCases(world, cases), []);
  });
});
