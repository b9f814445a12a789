import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { checkJson, checkText } from "../../../functions/validate-arrivals/columns";
import type { Column } from "../../../functions/validate-arrivals/dataset-schema";
import { jsonObject, type JsonToken } from "../../../functions/validate-arrivals/json-tokens";

interface Value {
  readonly type: Column["type"];
  readonly text: string;
  readonly json: unknown;
  /** How the JSON value is written, where that is not how JavaScript would write it. */
  readonly raw?: string;
}

/** Values that are well-formed; the tests of the Glue job hold it to what it makes of the same values. */
const VALUES = JSON.parse(
  readFileSync(resolve(__dirname, "../../fixtures/data/values.json"), "utf8"),
) as readonly Value[];

/** Values that are not, by type, as text. */
const REFUSED = JSON.parse(
  readFileSync(resolve(__dirname, "../../fixtures/data/refused.json"), "utf8"),
) as Readonly<Record<Column["type"], readonly string[]>>;

/** A value of JSON as the function reads it. */
const token = (json: unknown, raw?: string): JsonToken | undefined => {
  const written = raw ?? (json === undefined ? undefined : JSON.stringify(json));
  return written === undefined ? undefined : jsonObject(`{"x": ${written}}`)?.fields.get("x");
};

const column = (type: Column["type"], more: object = {}): Column => ({ type, required: false, ...more });

const WHOLE = "is not a whole number";
const MOMENT = "is not a date such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z";

describe("values of a column", () => {
  for (const { type, text, json, raw } of VALUES) {
    it(`${JSON.stringify(text)} is ${type}, in CSV and in JSON`, () => {
      assert.equal(checkText(column(type), text), undefined);
      assert.equal(checkJson(column(type), token(json, raw)), undefined);
    });
  }

  for (const [type, texts] of Object.entries(REFUSED)) {
    for (const text of texts) {
      it(`${JSON.stringify(text).slice(0, 40)} is no ${type}, in CSV and in JSON`, () => {
        assert.notEqual(checkText(column(type as Column["type"]), text), undefined);
        if (type !== "string") {
          assert.notEqual(checkJson(column(type as Column["type"]), token(text)), undefined);
        }
      });
    }
  }

  for (const [type, text, problem] of [
    ["integer", "1e3", WHOLE],
    ["integer", " 1", WHOLE],
    ["integer", "1234567890123456789", WHOLE],
    ["number", "1,5", "is not a number"],
    ["number", ".5", "is not a number"],
    ["number", "NaN", "is not a number"],
    ["number", "0x10", "is not a number"],
    ["number", "1e999", "is too large for a number"],
    ["boolean", "TRUE", "is not true or false"],
    ["boolean", "1", "is not true or false"],
    ["timestamp", "2026-02-30", MOMENT],
    ["timestamp", "2026-13-01", MOMENT],
    ["timestamp", "2026-01-31T12:00:00", MOMENT],
    ["timestamp", "2026-01-31T12:00Z", MOMENT],
    ["timestamp", "2026-01-31 12:00:00Z", MOMENT],
    ["timestamp", "2026-01-31T24:00:00Z", MOMENT],
    ["timestamp", "31.01.2026", MOMENT],
  ] as const) {
    it(`${JSON.stringify(text)} is no ${type} in CSV`, () => {
      assert.equal(checkText(column(type), text), problem);
    });
  }

  for (const [type, json, problem] of [
    ["string", 1, "is not text"],
    ["integer", "1", WHOLE],
    ["integer", 1.5, WHOLE],
    ["number", "1", "is not a number"],
    ["boolean", "true", "is not true or false"],
    ["timestamp", 1768469400, "is not text with a date"],
    ["timestamp", "yesterday", MOMENT],
  ] as const) {
    it(`${JSON.stringify(json)} is no ${type} in JSON`, () => {
      assert.equal(checkJson(column(type), token(json)), problem);
    });
  }

  it("may be missing unless they are required", () => {
    for (const missing of [null, undefined]) {
      assert.equal(checkJson(column("string"), token(missing)), undefined);
      assert.equal(checkJson(column("string", { required: true }), token(missing)), "is missing");
    }
    assert.equal(checkText(column("string"), ""), undefined);
    assert.equal(checkText(column("string", { required: true }), ""), "is missing");
    assert.equal(checkJson(column("string", { required: true }), token("")), undefined);
  });

  it("lie within a range, and its ends belong to it", () => {
    const rate = column("number", { min: 0, max: 1 });
    assert.deepEqual(
      ["-0.1", "0", "1", "1.1"].map((text) => checkText(rate, text)),
      ["is below 0", undefined, undefined, "is above 1"],
    );
    assert.deepEqual(
      [-1, 0, 1, 2].map((json) => checkJson(rate, token(json))),
      ["is below 0", undefined, undefined, "is above 1"],
    );
  });

  it("are among the allowed ones", () => {
    const kind = column("string", { allowed: ["card", "transfer"] });
    assert.deepEqual(
      [checkText(kind, "card"), checkText(kind, "cash")],
      [undefined, "is not one of the allowed values"],
    );
    assert.deepEqual(
      [checkJson(kind, token("card")), checkJson(kind, token("cash"))],
      [undefined, "is not one of the allowed values"],
    );
  });
});
