import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describeAsset } from "../../../simulator/rehearsal/assets";
import type { Properties } from "../../../simulator/rehearsal/values";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("assets in a graph", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "assets-"));
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "a.txt"), "one");
    writeFileSync(join(folder, "sub", "b.txt"), "two");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const archiveOf = (path: string): Properties => describeAsset({ kind: "archive", path }, folder);

  it("show kind and content of text and files, not where they are", () => {
    assert.deepEqual(describeAsset({ kind: "asset", text: "one" }, folder), {
      __pulumiAsset: "text",
      hash: sha256("one"),
    });
    assert.deepEqual(describeAsset({ kind: "asset", path: "a.txt" }, folder), {
      __pulumiAsset: "file",
      hash: sha256("one"),
    });
    assert.deepEqual(describeAsset({ kind: "asset", uri: "https://x" }, folder), {
      __pulumiAsset: "uri",
      hash: sha256("https://x"),
    });
  });

  it("have the same hash by absolute and relative path", () => {
    assert.deepEqual(archiveOf(join(folder, "sub")), archiveOf("sub"));
  });

  it("have another hash when a file below an archived folder changes or is renamed", () => {
    const before = archiveOf(".");
    writeFileSync(join(folder, "sub", "b.txt"), "three");
    const changed = archiveOf(".");
    assert.notDeepEqual(changed, before);
    writeFileSync(join(folder, "sub", "b.txt"), "two");
    assert.deepEqual(archiveOf("."), before);
  });

  it("do not depend on the order of an archive's entries", () => {
    const one = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "one" };
    const two = { ...one, text: "two" };
    assert.deepEqual(
      describeAsset({ kind: "archive", assets: { a: one, b: two } }, folder),
      describeAsset({ kind: "archive", assets: { b: two, a: one } }, folder),
    );
    assert.notDeepEqual(
      describeAsset({ kind: "archive", assets: { a: one, b: two } }, folder),
      describeAsset({ kind: "archive", assets: { a: two, b: one } }, folder),
    );
  });
});
