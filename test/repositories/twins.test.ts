import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readSeedFolder } from "../../assets/seeds/seed-files";

const REPOSITORIES = join(__dirname, "..", "..", "repositories");

/** Files that cannot lie in shared/: npm reads .npmrc beside package.json only, and environments has no shared/. */
const TWINS = [
  ["model-build/.npmrc", "model-deploy/.npmrc"],
  ["shared/check-identity.sh", "environments/scripts/check-identity.sh"],
  ["model-build/scripts/dockerfile.py", "environments/scripts/dockerfile.py"],
] as const;

const read = (path: string): string => readFileSync(join(REPOSITORIES, path), "utf8");

describe("what seeded repositories cannot share", () => {
  for (const [one, other] of TWINS) {
    it(`is the same in ${one} and ${other}`, () => {
      assert.equal(read(one), read(other));
    });
  }
});

describe("what seeded repositories share", () => {
  it("is in neither of them once more", () => {
    const contents = (folder: string) =>
      new Map(readSeedFolder(join(REPOSITORIES, folder)).map(({ path, content }) => [content, path]));
    const shared = contents("shared");
    for (const repository of ["model-build", "model-deploy"]) {
      for (const [content, path] of contents(repository)) {
        assert.equal(shared.get(content), undefined, `${repository}/${path}`);
      }
    }
  });
});
