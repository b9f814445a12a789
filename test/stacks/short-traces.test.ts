import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import * as pulumi from "@pulumi/pulumi";

import { startMocks } from "../support/mocks";

interface Frame {
  readonly uri: string;
  readonly line: number;
}

/** A component with a component inside. */
class Outer extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Outer", name);
    new Inner(`${name}-inner`, this); // the line that makes the inner one
  }
}

class Inner extends pulumi.ComponentResource {
  constructor(name: string, parent: pulumi.Resource) {
    super("test:index:Inner", name, {}, { parent });
  }
}

/** The traces that the SDK takes while something happens. */
function tracesOf(work: () => void): readonly (readonly (Frame | undefined)[])[] {
  const sdk = pulumi.Resource as unknown as { stackTrace: (skip: number) => readonly Frame[] };
  const { stackTrace } = sdk;
  const traces: (readonly Frame[])[] = [];
  sdk.stackTrace = function recorded(skip) {
    // This function is one more that is under way.
    const trace = stackTrace.call(sdk, skip + 1);
    traces.push(trace);
    return trace;
  };
  try {
    work();
  } finally {
    sdk.stackTrace = stackTrace;
  }
  return traces;
}

describe("short traces", () => {
  it("leave the line of the source that makes a resource, and nothing else", () => {
    startMocks();
    const [, inner = []] = tracesOf(() => new Outer("outer"));
    assert.equal(inner.length, 1);
    const [made] = inner;
    assert.ok(made);
    const file = fileURLToPath(made.uri);
    assert.equal(file, __filename);
    assert.match(
      readFileSync(file, "utf8").split("\n")[made.line - 1] ?? "",
      /the line that makes the inner one/,
    );
  });

  it("leave errors as they are", () => {
    const before = Error.stackTraceLimit;
    tracesOf(() => new Outer("another"));
    assert.equal(Error.stackTraceLimit, before);
    assert.match(new Error("an error").stack ?? "", /an error\n +at .*short-traces\.test/);
  });
});
