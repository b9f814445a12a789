import assert from "node:assert/strict";
import { join } from "node:path";

import type { Result } from "../../permissions/check";
import { decideAll, mismatches, rolesWithoutCases } from "../../permissions/check";
import type { World } from "../../permissions/graph/world";
import type { MutationOutcome } from "../../permissions/mutations";
import { survivorsOf } from "../../permissions/mutations";
import { rehearseWorld } from "../../permissions/rehearsals";
import { report } from "../../permissions/report";
import type { Case } from "../../permissions/simulation/cases";
import { casesOf } from "../../permissions/simulation/cases";
import { readSurvivors, stale, unexplained } from "../../permissions/survivors";
import { readTables } from "../../permissions/table";
import { rehearsedSettings, ROOT } from "../support/rehearsed";

describe("who may do what", () => {
  let world: World;
  let cases: readonly Case[];
  let results: readonly Result[];

  before(async function () {
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

  describe("depends, by at least one case,", () => {
    const explained = readSurvivors(join(ROOT, "permissions", "survivors.yaml"));
    let outcome: MutationOutcome;

    before(async function () {
      outcome = await survivorsOf(world, cases);
    });

    it("on every statement and every condition of every document", () => {
      assert.ok(outcome.mutants > 100, `there are ${outcome.mutants} mutants`);
      assert.deepEqual(unexplained(outcome.survivors, explained), []);
    });

    it("with no exception in permissions/survivors.yaml that is none", () => {
      assert.deepEqual(stale(outcome.survivors, explained), []);
    });
  });
});
