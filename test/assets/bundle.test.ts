import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

import type * as Bundling from "../../assets/bundle";

const ROOT = join(__dirname, "..", "..");
const FOLDER = join(ROOT, "node_modules", ".cache", "bundle-test");
const SOURCE = join(FOLDER, "entry.ts");
const PART = join(FOLDER, "part.ts");

/** As another run of the program sees it: what this process keeps in memory is gone. */
function bundleAnew(): string {
  const load = createRequire(__filename);
  const file = load.resolve("../../assets/bundle");
  Reflect.deleteProperty(load.cache, file);
  const { bundle } = load(file) as typeof Bundling;
  const { entry } = bundle({ entry: relative(ROOT, SOURCE) }, { target: "node22" });
  assert.ok(entry !== undefined);
  return entry;
}

describe("bundle", () => {
  beforeEach(() => {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(SOURCE, 'import { word } from "./part";\nexport const said: string = word;\n');
    writeFileSync(PART, 'export const word = "first";\n');
  });
  afterEach(() => {
    rmSync(FOLDER, { recursive: true });
  });

  it("gives the same file as long as nothing that goes in has changed", () => {
    assert.equal(bundleAnew(), bundleAnew());
  });

  it("bundles again when a file that another imports has changed", () => {
    const before = bundleAnew();
    writeFileSync(PART, 'export const word = "second";\n');
    const after = bundleAnew();
    assert.notEqual(after, before);
    assert.match(readFileSync(after, "utf8"), /second/);
  });

  it("bundles again when somebody has changed what was kept", () => {
    const before = bundleAnew();
    writeFileSync(before, "something else");
    const after = bundleAnew();
    assert.match(readFileSync(after, "utf8"), /first/);
  });
});
