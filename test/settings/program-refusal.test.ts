import assert from "node:assert/strict";
import { inspect } from "node:util";

import * as pulumi from "@pulumi/pulumi";

import { readable, Refusal } from "../../settings/program-refusal";

describe("refusals", () => {
  it("look like their message, without a trace to format", () => {
    const refusal = new Refusal("the region is wrong");
    assert.equal(inspect(refusal, { colors: true }), "the region is wrong");
    assert.ok(pulumi.RunError.isInstance(refusal));
  });

  it("carry the trace of an error that nobody expected", () => {
    const found = readable(new TypeError("no such property"));
    assert.ok(found instanceof Refusal);
    assert.match(found.message, /^TypeError: no such property\n +at .*refusal\.test\.ts/);
  });

  it("leave errors of Pulumi and of this project as they are", () => {
    for (const error of [new Refusal("refused"), new pulumi.RunError("stopped"), "text"]) {
      assert.equal(readable(error), error);
    }
  });
});
