import assert from "node:assert/strict";

import { grantsOf } from "../../permissions/grants";
import { worldOf } from "../../permissions/never";
import { Zone } from "../../permissions/never/rule";
import { neverRules } from "../../permissions/never/rules";
import { overviewOf } from "../../permissions/overview";
import { permissionsPage } from "../../permissions/page";
import { page } from "../support/docs";
import { rehearsed } from "../support/rehearsed";

describe("docs/permissions.md", () => {
  it("says what the documents of the full sample say", async () => {
    const world = worldOf((await rehearsed("full")).graph);
    const tables = overviewOf(world, await grantsOf(world));
    assert.ok(
      page("docs/permissions.md") === permissionsPage(tables, neverRules(new Zone(world))),
      "docs/permissions.md is out of date: run npm run docs -- permissions",
    );
  });

  it("can be read at once", () => {
    assert.ok(page("docs/permissions.md").split("\n").length <= 150);
  });
});
