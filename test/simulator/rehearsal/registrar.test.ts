import assert from "node:assert/strict";

import { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

import type { SimulatedComponents } from "../../../simulator/clouds/types";
import { Registrar } from "../../../simulator/rehearsal/registrar";
import { fromStruct, reference, toStruct } from "../../../simulator/rehearsal/values";

/** A component of two things, the second of which knows the first. */
const COMPONENTS: SimulatedComponents = {
  "extra:index:Pair": (name, inputs) => ({
    children: {
      one: {
        type: "test:index/thing:Thing",
        name: `${name}-one`,
        inputs: { color: { value: inputs.color, of: "color" } },
      },
      other: {
        type: "test:index/thing:Thing",
        name: `${name}-other`,
        inputs: { of: { child: "one", output: "color" } },
      },
    },
    outputs: { color: { child: "one", output: "color" } },
  }),
};

const TEST = "urn:test-provider::id";
const EXTRA = "urn:extra-provider::id";

function registrar() {
  const requests: RegisterResourceRequest[] = [];
  const outputs: unknown[] = [];
  const admitted: string[] = [];
  const made = new Registrar(COMPONENTS, {
    admitRemote: (request) => {
      admitted.push(request.getProvider());
    },
    register: (request) => {
      requests.push(request);
      return Promise.resolve(
        new RegisterResourceResponse()
          .setUrn(`urn:${request.getName()}`)
          .setId(request.getCustom() ? `${request.getName()}-id` : "")
          .setObject(request.getObject()),
      );
    },
    registerOutputs: (urn, values) => {
      outputs.push([urn, values]);
      return Promise.resolve();
    },
  });
  return { registrar: made, requests, outputs, admitted };
}

function parent(): RegisterResourceRequest {
  const request = new RegisterResourceRequest().setType("fixture:index:Outer").setName("outer");
  request.getProvidersMap().set("test", TEST).set("extra", EXTRA);
  return request;
}

function pair(): RegisterResourceRequest {
  const request = new RegisterResourceRequest()
    .setType("extra:index:Pair")
    .setName("pair")
    .setParent("urn:outer")
    .setRemote(true)
    .setObject(toStruct({ color: "red" }));
  request
    .getPropertydependenciesMap()
    .set("color", new RegisterResourceRequest.PropertyDependencies().setUrnsList(["urn:palette"]));
  return request;
}

describe("a component of a provider", () => {
  it("is registered without inputs, with children below it and what the provider answers", async () => {
    const { registrar: engine, requests, outputs } = registrar();
    await engine.register(parent());
    const response = await engine.register(pair());
    assert.deepEqual(
      requests.map((request) => [
        request.getName(),
        request.getParent(),
        request.getRemote(),
        fromStruct(request.getObject()),
      ]),
      [
        ["outer", "", false, {}],
        ["pair", "urn:outer", false, {}],
        ["pair-one", "urn:pair", false, { color: "red" }],
        ["pair-other", "urn:pair", false, { of: "red" }],
      ],
    );
    const references = {
      one: reference("urn:pair-one", "pair-one-id"),
      other: reference("urn:pair-other", "pair-other-id"),
    };
    assert.deepEqual(outputs, [["urn:pair", references]]);
    assert.equal(response.getUrn(), "urn:pair");
    assert.deepEqual(fromStruct(response.getObject()), { ...references, color: "red" });
    assert.deepEqual(response.getPropertydependenciesMap().get("color")?.getUrnsList(), ["urn:pair-one"]);
  });

  it("gets its provider from a parent, and its children get theirs", async () => {
    const { registrar: engine, requests, admitted } = registrar();
    await engine.register(parent());
    await engine.register(pair());
    assert.deepEqual(admitted, [EXTRA]);
    assert.deepEqual(
      requests.map((request) => request.getProvider()),
      ["", "", TEST, TEST],
    );
  });

  it("is protected with its children, which depend on what its inputs and they themselves come from", async () => {
    const { registrar: engine, requests } = registrar();
    await engine.register(parent());
    await engine.register(pair().setProtect(true));
    assert.deepEqual(
      requests.slice(1).map((request) => [request.getProtect(), request.getDependenciesList()]),
      [
        [true, []],
        [true, ["urn:palette"]],
        [true, ["urn:pair-one"]],
      ],
    );
  });

  it("fails when nobody simulates it", async () => {
    const { registrar: engine } = registrar();
    await assert.rejects(
      engine.register(pair().setType("extra:index:Triple")),
      /the simulated clouds do not construct extra:index:Triple/,
    );
  });
});
