import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { MalformedError, Properties, stringsIn, UndecidedError } from "../../../policy/harness/properties";
import { UNKNOWN } from "../../support/analyzer";

/** The SDK exports the function, but not its type. */
const guard = unknownCheckingProxy as (props: object) => Record<string, unknown>;

const properties = new Properties(
  guard({
    known: { list: [{ name: "a" }, { name: UNKNOWN }], flag: false, nothing: null, empty: "", zero: 0 },
    unknown: UNKNOWN,
    text: '{"a":[1]}',
    broken: '{"secret',
  }),
);

const undecided = (property: string): ((error: unknown) => boolean) => {
  return (error) => error instanceof UndecidedError && error.property === property;
};

describe("Properties", () => {
  it("tells known, absent and unknown apart", () => {
    assert.equal(properties.read("known.flag"), false);
    assert.deepEqual(properties.read("known.list.0"), { name: "a" });
    assert.equal(properties.read("known.missing.deeper"), undefined);
    assert.equal(properties.read("known.nothing"), undefined);
    assert.throws(() => properties.read("unknown"), undecided("unknown"));
  });

  it("names the innermost unknown", () => {
    assert.throws(() => properties.read("known"), undecided("known.list.1.name"));
    assert.throws(() => properties.read("unknown.inner"), undecided("unknown"));
  });

  it("knows what is set, even if the value is unknown", () => {
    const paths = [
      "known.flag",
      "known.zero",
      "unknown",
      "known.list.1.name",
      "known.nothing",
      "known.empty",
      "no",
    ];
    assert.deepEqual(
      paths.map((path) => properties.has(path)),
      [true, true, true, true, false, false, false],
    );
    assert.throws(() => properties.has("unknown.inner"), undecided("unknown"));
  });

  it("lists keys around unknown values", () => {
    assert.deepEqual(properties.keys("known.list"), ["0", "1"]);
    assert.deepEqual(properties.keys("known.list.1"), ["name"]);
    assert.deepEqual(properties.keys("no"), []);
    assert.throws(() => properties.keys("unknown"), undecided("unknown"));
  });

  it("peeks only at what is known as a whole", () => {
    assert.equal(properties.peek("known"), undefined);
    assert.equal(properties.peek("known.list.0.name"), "a");
    assert.equal(properties.isUnknown("known"), false);
    assert.equal(properties.isUnknown("unknown"), true);
  });

  it("reads JSON text and refuses broken text without quoting it", () => {
    assert.deepEqual(properties.json("text"), { a: [1] });
    assert.deepEqual(properties.json("known.list.0"), { name: "a" });
    assert.throws(
      () => properties.json("broken"),
      (error) => error instanceof MalformedError && error.message === "broken is not valid JSON",
    );
  });

  it("collects strings in order", () => {
    assert.deepEqual(stringsIn({ a: ["x", 1, null, { b: "y" }], c: "z" }), ["x", "y", "z"]);
    assert.deepEqual(stringsIn(undefined), []);
  });
});
