import assert from "node:assert/strict";
import { posix } from "node:path";

import type { SeedFile } from "../../../assets/seeds/seed";
import { renderTemplate } from "../../../assets/seeds/seed-template";
import { withShared } from "../../../assets/seeds/shared-files";

/** A path to the shared folder, in an import, a list of files or a command; what follows a pattern is left out. */
const PATH = /(?<=["' ])(\.{1,2}\/(?:\.\.\/)*shared\/[\w/.-]*)/g;

describe("withShared", () => {
  const shared: SeedFile[] = [{ path: "tests/a.test.ts", content: 'import "../a";\n' }];
  const contentOf = (path: string, content: string): string =>
    withShared([{ path, content }], shared)[0]?.content ?? "";

  it("makes the shared folder one of the repository's", () => {
    assert.deepEqual(withShared([{ path: "README.md", content: "# A\n" }], shared), [
      { path: "README.md", content: "# A\n" },
      { path: "shared/tests/a.test.ts", content: 'import "../a";\n' },
    ]);
  });

  it("takes one step up from each path that leads there", () => {
    assert.equal(
      contentOf("a.yml", "bash ../shared/a.sh ../shared/b.sh"),
      "bash ./shared/a.sh ./shared/b.sh",
    );
    assert.equal(contentOf("tools/a.ts", 'from "../../shared/a"'), 'from "../shared/a"');
    assert.equal(contentOf("a/b/c.ts", 'from "../../../shared/a"'), 'from "../../shared/a"');
  });

  it("leaves every other path alone", () => {
    for (const text of [
      "../shared/a",
      "x../../shared/a",
      "/../../shared/a",
      "../../sharedness/a",
      "../../../shared/a",
    ]) {
      assert.equal(contentOf("tools/a.ts", text), text);
    }
  });

  it("leaves a template as it is where there is nothing shared, as in earlier versions", () => {
    const files = [{ path: "tools/a.ts", content: 'from "../../shared/a"' }];
    assert.deepEqual(withShared(files, []), files);
  });
});

for (const template of ["model-build", "model-deploy"] as const) {
  describe(`the template ${template}`, () => {
    const files = renderTemplate({ template, values: {} });
    const paths = new Set(files.map(({ path }) => path));

    it("has every shared file that it looks for", () => {
      const looked = files.flatMap(({ path, content }) =>
        [...content.matchAll(PATH)].map(([found]) => [path, posix.join(posix.dirname(path), found)] as const),
      );
      assert.ok(looked.length > 50, String(looked.length));
      for (const [path, target] of looked) {
        const isThere = target.endsWith("/") || paths.has(target) || paths.has(`${target}.ts`);
        assert.ok(isThere, `${path} looks for ${target}`);
      }
    });

    it("shares nothing that leads out of the shared folder", () => {
      for (const { path, content } of files.filter((file) => file.path.startsWith("shared/"))) {
        for (const [, found = ""] of content.matchAll(/from "(\.[^"]+)"/g)) {
          assert.match(posix.join(posix.dirname(path), found), /^shared\//, `${path}: ${found}`);
        }
      }
    });
  });
}
