import assert from "node:assert/strict";
import { join } from "node:path";

import type { MutationOutcome } from "../../permissions/mutations";
import { survivorsOf } from "../../permissions/mutations";
import { rehearseWorld } from "../../permissions/rehearsals";
import { casesOf } from "../../permissions/simulation/cases";
import { readSurvivors, stale, unexplained } from "../../permissions/survivors";
import { readTables } from "../../permissions/table";
import { rehearsedSettings, ROOT } from "../support/rehearsed";

describe("who may do what depends, by at least one case,", () => {
  const explained = readSurvivors(join(ROOT, "permissions", "survivors.yaml"));
  let outcome: MutationOutcome;

  before(async function () {
    const world = await rehearseWorld(rehearsedSettings);
    const cases = casesOf(world, readTables(join(ROOT, "permissions", "cases")));
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
