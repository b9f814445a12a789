import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { page } from "../support/docs";
import { ROOT } from "../support/rehearsed";

const FOLDERS = [".", "docs", "docs/decisions", "policy", "permissions", "samples"];
const PAGES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file)),
);

/** Commands of the Pulumi CLI that a page may name; a command of two words has its second ones. */
const PULUMI: Readonly<Record<string, readonly string[]>> = {
  cancel: [],
  config: ["get", "set", "set-all", "rm"],
  destroy: [],
  import: [],
  install: [],
  login: [],
  package: ["add"],
  plugin: ["install", "ls"],
  policy: ["analyze"],
  preview: [],
  refresh: [],
  stack: ["change-secrets-provider", "export", "history", "import", "init", "ls", "output", "rm", "select"],
  state: ["delete", "move", "mv", "protect", "unprotect"],
  up: [],
  version: [],
  whoami: [],
};

/** Scripts of this project and of the repositories that it seeds, whose pages are here too. */
const SCRIPTS = [
  ".",
  ...readdirSync(join(ROOT, "repositories")).map((folder) => join("repositories", folder)),
].flatMap((folder) => {
  try {
    const { scripts = {} } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as {
      scripts?: Record<string, string>;
    };
    return Object.keys(scripts);
  } catch {
    return []; // a repository without Node
  }
});

/** What a page shows as code: blocks and spans. */
function code(path: string): string {
  const blocks = [...page(path).matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, text = ""]) =>
    text.replaceAll(/#.*$/gm, ""),
  );
  const spans = [...page(path).matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
  return [...blocks, ...spans].join("\n");
}

/** Calls of pulumi that the CLI would not know. */
function unknownCalls(path: string): string[] {
  return [...code(path).matchAll(/(?:^|[\s$(&|])pulumi ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?/gm)]
    .filter(([, command = "", second]) => {
      const known = PULUMI[command];
      return known === undefined || (known.length > 0 && second !== undefined && !known.includes(second));
    })
    .map(([call]) => call.trim());
}

describe("commands of the documentation", () => {
  it("are found at all", () => {
    assert.match(code("docs/bootstrap.md"), /npm run state -- allow/);
    assert.ok(SCRIPTS.includes("state"));
  });

  for (const path of PAGES) {
    it(`${path} names scripts and commands of Pulumi that there are`, () => {
      const scripts = [...code(path).matchAll(/npm run (?:--silent |-s )?([\w:-]+)/g)].map(
        ([, script]) => script,
      );
      assert.deepEqual(
        { scripts: scripts.filter((script) => !SCRIPTS.includes(script ?? "")), pulumi: unknownCalls(path) },
        { scripts: [], pulumi: [] },
      );
    });

    it(`${path} has JSON that parses`, () => {
      const blocks = [...page(path).matchAll(/^( *)```json\n([^]*?)^ *```$/gm)].map(
        ([, , text = ""]) => text,
      );
      const broken = blocks.filter((text) => {
        try {
          JSON.parse(text);
          return false;
        } catch {
          return true;
        }
      });
      assert.deepEqual(broken, []);
    });
  }
});
