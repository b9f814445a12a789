import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { secret, UNKNOWN } from "../../simulator/rehearsal/values";
import { kept } from "./kept";
import { programDigest } from "./program-sources";
import { ROOT } from "./rehearsed";

describe("results of long work", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kept-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const store = (generation = "first") => ({ folder, generation });
  const made = (value: unknown) => () => Promise.resolve(value);
  const never = (): Promise<never> => Promise.reject(new Error("it is made again"));

  it("come back as they were, with secrets, unknowns and what is undefined", async () => {
    const value = { password: secret("a"), id: UNKNOWN, nothing: undefined, list: [null, 1] };
    assert.deepEqual(await kept(store(), "key", made(value)), value);
    assert.deepEqual(await kept(store(), "key", never), value);
  });

  it("are of one key and one generation", async () => {
    await kept(store(), "key", made(1));
    assert.equal(await kept(store(), "other", made(2)), 2);
    assert.equal(await kept(store("second"), "key", made(3)), 3);
    assert.equal(await kept(store(), "key", never), 1);
  });

  it("are made once while others wait", async () => {
    let count = 0;
    const slowly = async (): Promise<number> => {
      await new Promise((resolve) => setImmediate(resolve));
      return ++count;
    };
    const all = await Promise.all([1, 2, 3].map(() => kept(store(), "key", slowly)));
    assert.deepEqual(all, [1, 1, 1]);
  });

  it("are made by the next one when they fail, and nothing is left behind", async () => {
    await assert.rejects(kept(store(), "key", never), { message: "it is made again" });
    assert.equal(await kept(store(), "key", made(1)), 1);
    assert.deepEqual(readdirSync(join(folder, "first")), ["key"]);
  });

  it("are made although a process that made them was stopped", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(join(folder, "first"));
    writeFileSync(join(folder, "first", "key.lock"), String(pid));
    assert.equal(await kept(store(), "key", made(1)), 1);
  });

  it("are made although the process with the number of one that was stopped is another one", async () => {
    const lock = join(folder, "first", "key.lock");
    mkdirSync(join(folder, "first"));
    writeFileSync(lock, String(process.pid));
    utimesSync(lock, 0, 0);
    assert.equal(await kept(store(), "key", made(1)), 1);
  });

  it("are removed with their generation once three newer ones are there", async () => {
    for (const [index, generation] of ["a", "b", "c", "d"].entries()) {
      await kept(store(generation), "key", made(index));
      utimesSync(join(folder, generation), index + 1, index + 1);
    }
    assert.deepEqual(readdirSync(folder).sort(), ["b", "c", "d"]);
  });
});

describe("what a rehearsal is made of", () => {
  it("is the same as long as nothing changes", () => {
    assert.match(programDigest(ROOT), /^[0-9a-f]{32}$/);
    assert.equal(programDigest(ROOT), programDigest(ROOT));
  });

  it("is every source of the program, but no test, no page and nothing that tools make", () => {
    const root = mkdtempSync(join(tmpdir(), "sources-"));
    const put = (path: string, content: string): void => {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), content);
    };
    const changes = (path: string): boolean => {
      const before = programDigest(root);
      put(path, "changed");
      return programDigest(root) !== before;
    };
    put("node_modules/.package-lock.json", "{}");
    const sources = [
      "index.ts",
      "stacks/a.ts",
      "repositories/model/tests/a.ts",
      "new/a",
      "samples/full.yaml",
    ];
    const others = [
      "test/a.ts",
      "docs/a.md",
      "policy/bin/index.js",
      "jobs/__pycache__/a",
      "node_modules/a/b.js",
    ];
    assert.deepEqual(
      [...sources, "node_modules/.package-lock.json"].filter((path) => !changes(path)),
      [],
    );
    assert.deepEqual(others.filter(changes), []);
    rmSync(root, { recursive: true });
  });
});
