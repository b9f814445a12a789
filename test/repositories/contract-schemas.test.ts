import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../../assets/root";

/** Components import these: each start of the program loads them, with all that they import. */
const SCHEMAS = {
  "model-build/pipeline/contract-schema.ts": ["zod", "../../shared/contract-fields"],
  "model-deploy/program/contract-schema.ts": ["zod", "../../shared/contract-fields"],
  "shared/contract-fields.ts": ["zod"],
};

describe("the schemas of contracts", () => {
  for (const [path, expected] of Object.entries(SCHEMAS)) {
    it(`load zod and nothing else: ${path}`, () => {
      const text = readFileSync(join(ROOT, "repositories", path), "utf8");
      const imports = [...text.matchAll(/\bfrom "([^"]+)"|\bimport\(?\s*"([^"]+)"|\brequire\("([^"]+)"/g)];
      assert.deepEqual(
        imports.map(([, from, direct, required]) => from ?? direct ?? required),
        expected,
      );
    });
  }
});
