import assert from "node:assert/strict";

import { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { Recorder, type RecorderOptions } from "../../../simulator/rehearsal/recorder";
import type { RecordedResource } from "../../../simulator/rehearsal/resource";
import { type Properties, reference, secret, toStruct } from "../../../simulator/rehearsal/values";
import { testCloud } from "../../fixtures/rehearsal/cloud";

const prefix = "urn:pulumi:dev::fixture";

function newRecorder(options: Partial<RecorderOptions> = {}): Recorder {
  return new Recorder({
    project: "fixture",
    settings: { stack: "dev", config: {}, secretKeys: [] },
    clouds: testCloud,
    unknowns: false,
    outputsOf: () => Promise.resolve(undefined),
    ...options,
  });
}

function request(
  type: string,
  name: string,
  parent: RecordedResource | null,
  inputs: Properties = {},
): RegisterResourceRequest {
  return new RegisterResourceRequest()
    .setType(type)
    .setName(name)
    .setParent(parent?.urn ?? "")
    .setCustom(!type.startsWith("fixture:") && !type.startsWith("pulumi:pulumi:"))
    .setObject(toStruct(inputs));
}

const thing = (name: string, parent: RecordedResource | null, inputs?: Properties): RegisterResourceRequest =>
  request("test:index/thing:Thing", name, parent, inputs);

describe("recording a resource", () => {
  it("puts the types of all parents but the stack into the URN", () => {
    const recorder = newRecorder();
    const stack = recorder.register(request("pulumi:pulumi:Stack", "fixture-dev", null));
    const outer = recorder.register(request("fixture:index:Outer", "o", stack));
    const inner = recorder.register(request("fixture:index:Inner", "i", outer));
    assert.equal(recorder.register(thing("a", null)).urn, `${prefix}::test:index/thing:Thing::a`);
    assert.equal(
      recorder.register(thing("a", inner)).urn,
      `${prefix}::fixture:index:Outer$fixture:index:Inner$test:index/thing:Thing::a`,
    );
  });

  it("takes protect and retainOnDelete of the parent unless the resource says otherwise", () => {
    const recorder = newRecorder();
    const parent = recorder.register(
      request("fixture:index:Outer", "o", null).setProtect(true).setRetainondelete(true),
    );
    const heir = recorder.register(thing("heir", parent));
    assert.deepEqual([heir.protect, heir.retainOnDelete], [true, true]);
    const own = recorder.register(thing("own", parent).setProtect(false).setRetainondelete(false));
    assert.deepEqual([own.protect, own.retainOnDelete], [false, false]);
  });

  it("marks outputs secret that the program names, and those of secret inputs", () => {
    const registered = { open: "a", hidden: secret("b"), nested: { token: secret("c") } };
    const { outputs } = newRecorder().register(
      thing("a", null, registered).setAdditionalsecretoutputsList(["arn", "absent"]),
    );
    assert.deepEqual(outputs, { ...registered, name: "a-named", arn: secret("arn:undefined:undefined:a") });
  });

  it("hands plain values to the cloud", () => {
    let seen: Properties = {};
    const simulate: typeof testCloud.simulate = (registration) => {
      seen = registration.inputs;
      return testCloud.simulate(registration);
    };
    newRecorder({ clouds: { ...testCloud, simulate } }).register(
      thing("a", null, { hidden: secret({ b: 1 }) }),
    );
    assert.deepEqual(seen, { name: "a-named", hidden: { b: 1 } });
  });

  it("gives a provider the same id in every rehearsal", () => {
    const id = (name: string): string | null =>
      newRecorder().register(request("pulumi:providers:test", name, null)).id;
    assert.match(id("a") ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(id("a"), id("a"));
    assert.notEqual(id("a"), id("b"));
  });

  it("takes the outputs that a component registers later", () => {
    const recorder = newRecorder();
    const { urn } = recorder.register(request("fixture:index:Outer", "o", null));
    recorder.registerOutputs(urn, { a: 1 });
    assert.deepEqual(recorder.resources[0]?.outputs, { a: 1 });
  });
});

describe("a recorder", () => {
  it("refuses a provider that is not registered", () => {
    const provider = `${prefix}::pulumi:providers:test::gone::id`;
    assert.throws(() => newRecorder().register(thing("a", null).setProvider(provider)), {
      name: "RefusedError",
      message: `unknown provider '${prefix}::pulumi:providers:test::gone'`,
    });
  });

  it("refuses a resource without a provider where its package's default provider is disabled by name", () => {
    const config = { "pulumi:disable-default-providers": '["other", " test "]' };
    const recorder = newRecorder({ settings: { stack: "dev", config, secretKeys: [] } });
    assert.throws(() => recorder.register(thing("a", null)), {
      name: "RefusedError",
      message: `Default provider for 'test' disabled. '${prefix}::test:index/thing:Thing::a' must use an explicit provider.`,
    });
  });

  it("refuses outputs of a resource that is not registered", () => {
    assert.throws(() => {
      newRecorder().registerOutputs("urn:x", {});
    }, /outputs for 'urn:x', which is not registered/);
  });

  it("refuses a component of a provider that comes without one, as the engine puts it", () => {
    const config = { "pulumi:disable-default-providers": '["*"]' };
    const recorder = newRecorder({ settings: { stack: "dev", config, secretKeys: [] } });
    assert.throws(
      () => {
        recorder.admitRemote(request("fixture:index:Remote", "r", null).setRemote(true));
      },
      {
        name: "RefusedError",
        message:
          "Default provider for 'fixture' disabled. 'fixture:index:Remote' must use an explicit provider.",
      },
    );
  });

  it("refuses a reference to a resource that is not registered", () => {
    assert.throws(() => newRecorder().find("urn:x"), /a reference to 'urn:x', which is not registered/);
  });

  it("keeps ids where a component registers resources as its outputs", () => {
    const recorder = newRecorder();
    const parent = recorder.register(request("fixture:index:Outer", "o", null));
    recorder.registerOutputs(parent.urn, {
      thing: reference("urn:x", "x-id"),
      list: [reference("urn:y", "y")],
    });
    assert.deepEqual(recorder.find(parent.urn).outputs, { thing: "x-id", list: ["y"] });
  });

  it("refuses to read anything but a stack", async () => {
    const read = new ReadResourceRequest().setType("test:index/thing:Thing").setName("a").setId("a-id");
    await assert.rejects(
      newRecorder().read(read),
      /cannot read '.*Thing::a': simulated clouds hold only what/,
    );
  });
});
