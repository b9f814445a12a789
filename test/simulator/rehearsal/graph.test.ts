import assert from "node:assert/strict";

import { buildGraph, formatGraph, type Graph } from "../../../simulator/rehearsal/graph";
import { secret, UNKNOWN } from "../../../simulator/rehearsal/values";
import { recorded } from "./recorded";

const settings = { stack: "dev", config: { "fixture:kind": "landing-zone" }, secretKeys: [] };
const graphOf = (...resources: ReturnType<typeof recorded>[]): Graph =>
  buildGraph("fixture", settings, resources, "/nowhere");

describe("a graph", () => {
  it("names its stack and its kind", () => {
    assert.deepEqual(graphOf().stack, { project: "fixture", stack: "dev", kind: "landing-zone" });
    assert.deepEqual(buildGraph("other", settings, [], "").stack, { project: "other", stack: "dev" });
  });

  it("never holds the value of a secret, but says where secrets are", () => {
    const graph = graphOf(
      recorded("a", {
        inputs: { token: secret("hidden value"), list: [{ inner: secret({ deep: "hidden value" }) }] },
        outputs: { token: secret("hidden value"), open: "seen" },
      }),
    );
    assert.doesNotMatch(formatGraph(graph), /hidden value/);
    assert.deepEqual(graph.resources[0]?.inputs, { token: "[secret]", list: [{ inner: "[secret]" }] });
    assert.deepEqual(graph.resources[0].outputs, { token: "[secret]", open: "seen" });
    assert.deepEqual(graph.resources[0].secrets, ["inputs.list[0].inner", "inputs.token", "outputs.token"]);
  });

  it("shows what is unknown", () => {
    const [resource] = graphOf(
      recorded("a", { id: UNKNOWN, outputs: { arn: UNKNOWN, list: [UNKNOWN] } }),
    ).resources;
    assert.equal(resource?.id, "[unknown]");
    assert.deepEqual(resource.outputs, { arn: "[unknown]", list: ["[unknown]"] });
  });

  it("says where a resource acts, with and without a provider of its own", () => {
    const place = { account: "111111111111", region: "eu-west-1", partition: "aws" } as const;
    const [own, byDefault, none] = graphOf(
      recorded("a", { provider: "urn:provider", place }),
      recorded("b", { provider: null, place }),
      recorded("c", { provider: null, place: null }),
    ).resources;
    assert.deepEqual(own?.provider, { urn: "urn:provider", account: "111111111111", region: "eu-west-1" });
    assert.deepEqual(byDefault?.provider, { urn: null, account: "111111111111", region: "eu-west-1" });
    assert.equal(none?.provider, null);
  });

  it("is the same text whatever the order of resources, dependencies and keys", () => {
    const a = recorded("a", { inputs: { x: 1, y: { p: 1, q: 2 } }, dependencies: ["urn:2", "urn:1"] });
    const same = recorded("a", { inputs: { y: { q: 2, p: 1 }, x: 1 }, dependencies: ["urn:1", "urn:2"] });
    const b = recorded("b", { propertyDependencies: { k: ["urn:2", "urn:1"] } });
    const text = formatGraph(graphOf(a, b));
    assert.equal(formatGraph(graphOf(b, same)), text);
    assert.ok(text.endsWith("}\n"));
    const { resources } = JSON.parse(text) as Graph;
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["a", "b"],
    );
    assert.deepEqual(Object.keys(resources[0] ?? {}), Object.keys(resources[0] ?? {}).sort());
    assert.deepEqual(resources[1]?.propertyDependencies, { k: ["urn:1", "urn:2"] });
  });
});
