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

/** The text of a page without its code blocks. */
function prose(path: string): string {
  return page(path).replaceAll(/^ *```[^]*?^ *```$/gm, "");
}

/** Targets of links in a page, but for those into the web. */
function targets(path: string): string[] {
  return [...prose(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(https?:|mailto:)/.test(target));
}

/** The same without links inside of the page. */
function links(path: string): string[] {
  return targets(path).filter((target) => !target.startsWith("#"));
}

/** Links to a heading that is not there, in this page or another. */
function withoutHeading(path: string): string[] {
  return targets(path).filter((target) => {
    const [file = "", heading] = target.split("#");
    const there = file === "" ? path : join(dirname(path), file);
    return heading !== undefined && existsSync(join(ROOT, there)) && !anchors(there).includes(heading);
  });
}

/** What a link to a heading of a page is called, as GitHub and Azure DevOps have it. */
function anchors(path: string): string[] {
  return [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
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
      const headings = withoutHeading(path);
      assert.deepEqual({ missing, unknown, headings }, { missing: [], unknown: [], headings: [] });
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
