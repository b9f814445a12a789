import assert from "node:assert/strict";
import { parseDatasetSchema } from "../../../functions/validate-arrivals/dataset-schema";
import { PAYMENTS } from "./support";

const parse = (schema: unknown): unknown => parseDatasetSchema("payments", JSON.stringify(schema));

describe("parseDatasetSchema", () => {
  it("fills in what may be left out", () => {
    assert.deepEqual(parse({ format: "jsonl", columns: { id: { type: "integer" } } }), {
      format: "jsonl",
      curate: "nightly",
      maxBytes: 104_857_600,
      columns: { id: { type: "integer", required: false } },
    });
  });

  it("keeps the order of the columns", () => {
    const { columns } = parse(PAYMENTS) as typeof PAYMENTS;
    assert.deepEqual(Object.keys(columns), ["id", "amount", "kind", "paid_at"]);
  });

  for (const [what, change, problem] of [
    ["an unknown format", { format: "xml" }, /: format: /],
    ["another time to curate", { curate: "hourly" }, /: curate: /],
    ["a limit that the function could not keep", { maxBytes: 524_288_001 }, /: maxBytes: /],
    ["no column", { columns: {} }, /: columns: there is no column;/],
    ["a column that Spark would spell otherwise", { columns: { Id: { type: "string" } } }, /: columns\.Id: /],
    [
      "a column named as the partition",
      { columns: { arrived: { type: "string" } } },
      /arrived is the name of the partition/,
    ],
    ["an unknown type", { columns: { id: { type: "date" } } }, /: columns\.id\.type: /],
    ["a range of text", { columns: { id: { type: "string", min: 1 } } }, /: columns\.id: /],
    [
      "a key that is no column",
      { key: ["none"] },
      /: key: every column of the key must be among the columns/,
    ],
    ["a key that may be missing", { key: ["amount"] }, /: key: every column of the key .* required/],
    ["a setting that nobody knows", { partitions: 3 }, /: the file: .*partitions/],
  ] as const) {
    it(`fails for ${what}`, () => {
      assert.throws(() => parse({ ...PAYMENTS, ...change }), { name: "FinalError", message: problem });
    });
  }

  it("fails for what is not JSON", () => {
    assert.throws(() => parseDatasetSchema("payments", "{"), {
      name: "FinalError",
      message: "schema of data set payments is wrong: it is not JSON; the file waits in landing/",
    });
  });
});
