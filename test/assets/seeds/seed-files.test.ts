import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { readSeed, readSeedFile } from "../../../assets/seeds/seed-files";

describe("readSeed", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "seed-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  };
  const paths = () => readSeed(directory).map(({ path }) => path);

  it("reads README.md first and the others by path", () => {
    for (const path of ["scripts/b.sh", "azure-pipelines.yml", "README.md", "Makefile", "scripts/a.sh"]) {
      write(path, "");
    }
    assert.deepEqual(paths(), [
      "README.md",
      "Makefile",
      "azure-pipelines.yml",
      "scripts/a.sh",
      "scripts/b.sh",
    ]);
  });

  it("reads the content as it is", () => {
    write("README.md", "# Gruß\n\n{{ model }}\n");
    assert.deepEqual(readSeed(directory), [{ path: "README.md", content: "# Gruß\n\n{{ model }}\n" }]);
  });

  it("reads every byte: a byte order mark, line ends of any kind and a missing last one", () => {
    const bytes = Buffer.from("\uFEFF# a\r\n\tb\u0000", "utf8");
    write("README.md", bytes);
    const [{ content } = { content: "" }] = readSeed(directory);
    assert.deepEqual(Buffer.from(content, "utf8"), bytes);
  });

  it("leaves out what tools leave behind and what is hidden", () => {
    for (const path of [
      "README.md",
      "node_modules/a/index.js",
      "scripts/__pycache__/a.pyc",
      ".venv/bin/python",
      ".env",
      ".git/config",
    ]) {
      write(path, "");
    }
    assert.deepEqual(paths(), ["README.md"]);
  });

  it("keeps the hidden files that a repository needs", () => {
    for (const path of ["README.md", ".gitignore", ".npmrc", ".yamllint.yml", "package-lock.json"]) {
      write(path, "");
    }
    assert.deepEqual(paths(), ["README.md", ".gitignore", ".npmrc", ".yamllint.yml", "package-lock.json"]);
  });

  it("fails when there is no README.md", () => {
    write("docs/README.md", "");
    assert.throws(paths, /has no README.md: a repository begins with one$/);
  });

  it("fails when a file is not text", () => {
    write("README.md", "");
    write("model.bin", Uint8Array.of(0xff, 0xfe, 0x00));
    assert.throws(paths, /^Error: seed file model.bin of .* cannot be read as UTF-8 text$/);
  });

  it("fails when the folder is missing", () => {
    assert.throws(() => readSeed(join(directory, "missing")), { code: "ENOENT" });
  });
});

describe("readSeedFile", () => {
  it("reads one file from beside the seeds", () => {
    const root = join(__dirname, "../../..");
    const { path, content } = readSeedFile(root, "azure-pipelines.yml");
    assert.deepEqual([path, content], ["azure-pipelines.yml", readFileSync(join(root, path), "utf8")]);
  });
});
