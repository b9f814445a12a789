import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

import { page } from "../support/docs";
import { ROOT } from "../support/rehearsed";

const FOLDERS = [".", "docs", "docs/decisions", "policy", "permissions"];

const PAGES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file)),
);

/** Targets of links in a page, but for those into the web, and names of files in code style. */
function links(path: string): string[] {
  const prose = page(path).replaceAll(/^```[^]*?^```$/gm, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(https?:|mailto:|#)/.test(target));
}

/** Pages that the text of a page names without a link. */
function mentions(path: string): string[] {
  return [...page(path).matchAll(/`(docs\/[\w/-]+\.md)`/g)].map(([, target = ""]) => target);
}

describe("documentation", () => {
  for (const path of PAGES) {
    it(`${path} links to what exists`, () => {
      const missing = links(path).filter(
        (target) => !existsSync(join(ROOT, dirname(path), target.replace(/#.*/, ""))),
      );
      const unknown = mentions(path).filter((target) => !existsSync(join(ROOT, target)));
      assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] });
    });
  }

  it("is reachable from the README: every page of docs/", () => {
    const linked = links("README.md").map((target) => target.replace(/#.*/, ""));
    const pages = PAGES.filter((path) => dirname(path) === "docs");
    assert.deepEqual(
      pages.filter((path) => !linked.includes(path)),
      [],
    );
  });
});
