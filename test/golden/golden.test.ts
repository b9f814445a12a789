import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { rehearsed } from "../support/rehearsed";
import { GOLDEN, goldenFile } from "./files";

describe("golden files", () => {
  for (const golden of GOLDEN) {
    const { name, sample, render } = golden;
    it(`${name} is what samples/${sample}.yaml gives`, async () => {
      const written = readFileSync(goldenFile(golden), "utf8").split("\n");
      const now = render((await rehearsed(sample)).graph).split("\n");
      const lost = written.filter((line) => !now.includes(line));
      const added = now.filter((line) => !written.includes(line));
      assert.deepEqual(
        { lost, added },
        { lost: [], added: [] },
        `${name} differs. A resource with another name or parent is another resource: give it an alias, or say in CHANGELOG.md what an upgrade replaces. Then: npm run golden`,
      );
      // The order, and lines that are there several times.
      assert.deepEqual(now, written);
    });
  }
});
