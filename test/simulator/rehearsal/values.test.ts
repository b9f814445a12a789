import assert from "node:assert/strict";

import { asset } from "@pulumi/pulumi";
import { serializeProperty } from "@pulumi/pulumi/runtime/rpc";

import {
  asAsset,
  fromStruct,
  isSecret,
  markSecrets,
  secret,
  secretPaths,
  toStruct,
  unwrapped,
} from "../../../simulator/rehearsal/values";

describe("values on the wire", () => {
  it("survive the way through a protobuf struct, and lose what is undefined", () => {
    const properties = { text: "a", none: null, list: [1, { gone: undefined, kept: true }], gone: undefined };
    assert.deepEqual(fromStruct(toStruct(properties)), { text: "a", none: null, list: [1, { kept: true }] });
    assert.deepEqual(fromStruct(undefined), {});
  });

  it("know a secret by its signature only", () => {
    assert.equal(isSecret(secret("x")), true);
    assert.equal(isSecret({ value: "x" }), false);
    assert.deepEqual(secret(secret("x")), secret("x"));
  });

  it("lose the wrapping of secrets at every depth for a provider", () => {
    const wrapped = { a: secret({ b: [secret("x")] }), c: [1] };
    assert.deepEqual(unwrapped(wrapped), { a: { b: ["x"] }, c: [1] });
  });

  it("name the secrets by property path", () => {
    const value = {
      plain: 1,
      list: [{ "key.with dots": secret("x") }, secret("y")],
      all: secret({ inner: secret("z") }),
    };
    assert.deepEqual(secretPaths(value, "inputs"), [
      'inputs.list[0]["key.with dots"]',
      "inputs.list[1]",
      "inputs.all",
    ]);
  });

  it("know assets and archives as the SDK sends them", async () => {
    const archive = new asset.AssetArchive({ "a.txt": new asset.StringAsset("one") });
    const wire: unknown = await serializeProperty("test", archive, new Set(), { keepOutputValues: false });
    const found = asAsset(wire);
    assert.equal(found?.kind, "archive");
    assert.equal(asAsset(found.assets?.["a.txt"])?.text, "one");
    assert.equal(asAsset({ path: "a" }), undefined);
    assert.equal(asAsset(secret("a")), undefined);
  });
});

describe("marking what a provider echoes of secret inputs", () => {
  it("marks the same place, however deep", () => {
    const input = { list: [{ token: secret("t"), name: "n" }], other: "o" };
    const output = { list: [{ token: "t", name: "n", added: 1 }], other: "o", new: "x" };
    assert.deepEqual(markSecrets(output, input), {
      list: [{ token: secret("t"), name: "n", added: 1 }],
      other: "o",
      new: "x",
    });
  });

  it("leaves alone what the provider has changed in shape", () => {
    assert.deepEqual(markSecrets("text", { token: secret("t") }), "text");
    assert.deepEqual(markSecrets(["a"], []), ["a"]);
  });
});
