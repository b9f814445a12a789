import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { stacksOf } from "../../../../settings/stack-file";
import { addStackFile, prepareProject, setMain } from "../../../../simulator/engine/sandbox/project";

describe("the project of a sandbox", () => {
  let root: string;
  let folder: string;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "sandbox-root-"));
    folder = join(mkdtempSync(join(tmpdir(), "sandbox-")), "project");
    const files = { "Pulumi.yaml": "name: p\n", "Pulumi.prod.yaml": "config: {}\n", "index.ts": "" };
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(root, file), content);
    }
    mkdirSync(join(root, "node_modules"));
    await prepareProject(root, folder);
  });

  afterEach(() => {
    for (const made of [root, dirname(folder)]) {
      rmSync(made, { recursive: true });
    }
  });

  it("is a copy of the project, with a link to its packages", async () => {
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "encryptionsalt: x\n");
    await setMain(folder, "other.ts");
    assert.equal(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8"), "config: {}\n");
    assert.equal(readFileSync(join(root, "Pulumi.yaml"), "utf8"), "name: p\n");
    const links = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
    assert.deepEqual(
      links.map(({ name }) => name),
      ["node_modules"],
    );
  });

  it("gets the stack file of a sample under the name of its stack, in place of one of the same name", async () => {
    const sample = join(root, "full.yaml");
    writeFileSync(sample, "config: { a:b: c }\n");
    await addStackFile(folder, "full", sample);
    await addStackFile(folder, "prod", sample);
    assert.deepEqual(stacksOf(folder), ["full", "prod"]);
    assert.equal(readFileSync(join(folder, "Pulumi.prod.yaml"), "utf8"), "config: { a:b: c }\n");
    assert.equal(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8"), "config: {}\n");
  });
});
