import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readStack, readStackFile, secretPlaceholder, stacksOf } from "../../settings/stack-file";

describe("reading a stack file", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-file-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: string): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  it("makes configuration flat as the engine does: text stays, numbers become text, nested values JSON text", () => {
    const file = write(
      "Pulumi.dev.yaml",
      'config:\n  a:text: "0123"\n  a:number: 7\n  a:flag: true\n  a:list: ["*", 1]\n  a:map:\n    id: "0123"\n',
    );
    assert.deepEqual(readStackFile(file), {
      stack: "dev",
      config: {
        "a:text": "0123",
        "a:number": "7",
        "a:flag": "true",
        "a:list": '["*",1]',
        "a:map": '{"id":"0123"}',
      },
      secretKeys: [],
    });
  });

  it("replaces what is encrypted and says which keys are secret", () => {
    const file = write(
      "Pulumi.dev.yaml",
      "config:\n  a:token:\n    secure: AAAB\n  a:map:\n    names: [x, { secure: AAAC }]\n    plain: y\n  a:plain: z\n",
    );
    const { config, secretKeys } = readStackFile(file);
    assert.deepEqual(secretKeys, ["a:token", "a:map"]);
    assert.equal(config["a:token"], secretPlaceholder("a:token"));
    assert.deepEqual(JSON.parse(config["a:map"] ?? ""), {
      names: ["x", secretPlaceholder("a:map")],
      plain: "y",
    });
  });

  it("takes a file without configuration", () => {
    assert.deepEqual(readStackFile(write("Pulumi.empty.yaml", "")).config, {});
  });

  it("refuses a missing stack and names those that there are", () => {
    write("Pulumi.dev.yaml", "");
    write("Pulumi.prod.yaml", "");
    write("Pulumi.yaml", "name: x\n");
    assert.deepEqual(stacksOf(folder), ["dev", "prod"]);
    assert.throws(() => readStack(folder, "test"), {
      name: "RefusedError",
      message: "no stack test: there is no file Pulumi.test.yaml; there are dev, prod",
    });
  });

  it("refuses a missing file, text that is no YAML, and YAML that is no stack file", () => {
    assert.throws(
      () => readStackFile(join(folder, "none.yaml")),
      /^RefusedError: cannot read stack file .*ENOENT/,
    );
    assert.throws(
      () => readStackFile(write("Pulumi.a.yaml", "a: [")),
      /^RefusedError: cannot read stack file/,
    );
    assert.throws(
      () => readStackFile(write("Pulumi.b.yaml", "- a")),
      /^RefusedError: .* is not a stack file/,
    );
    assert.throws(
      () => readStackFile(write("Pulumi.c.yaml", "config: a")),
      /^RefusedError: .* is not a stack file/,
    );
  });

  it("refuses a key without a namespace", () => {
    const file = write("Pulumi.dev.yaml", "config:\n  region: x\n  a:b: y\n");
    assert.throws(() => readStackFile(file), /: region must have the form namespace:key$/);
  });
});
