import assert from "node:assert/strict";
import { checkContent } from "../../../functions/validate-arrivals/content";
import type { DatasetSchema } from "../../../functions/validate-arrivals/dataset-schema";
import { parseDatasetSchema } from "../../../functions/validate-arrivals/dataset-schema";
import { MOST_PROBLEMS, Problems } from "../../../functions/validate-arrivals/problems";
import { GOOD, HEADER, PAYMENTS } from "./support";

const csv = parseDatasetSchema("payments", JSON.stringify(PAYMENTS));
const jsonl: DatasetSchema = { ...csv, format: "jsonl" };
const ROW = "p1,1,card,2026-01-15";

/** A body that comes in pieces of some bytes and counts those that were asked for. */
function pieces(
  text: string | Uint8Array,
  size: number,
): { body: AsyncIterable<Uint8Array>; read: () => number } {
  const bytes = Buffer.from(text);
  let read = 0;
  return {
    read: () => read,
    body: (async function* () {
      for (let start = 0; start < bytes.length; start += size) {
        read += 1;
        yield await Promise.resolve(bytes.subarray(start, start + size));
      }
    })(),
  };
}

async function problemsOf(text: string | Uint8Array, schema = csv, size = 7): Promise<string[]> {
  const problems = new Problems();
  await checkContent(pieces(text, size).body, schema, problems);
  return problems.list.map(({ code, row, column, message }) =>
    [code, row, column, message].filter((part) => part !== undefined).join(" | "),
  );
}

const line = (changes: object = {}): string =>
  JSON.stringify({ id: "p1", amount: 1, kind: "card", paid_at: "2026-01-15", ...changes });

describe("content of a CSV file", () => {
  for (const [what, text] of [
    ["with line feeds", GOOD],
    ["with carriage returns", GOOD.replaceAll("\n", "\r\n")],
    ["without a last line end", GOOD.trimEnd()],
    ["with a byte order mark", `\ufeff${GOOD}`],
    ["with empty lines", GOOD.replaceAll("\n", "\n\n")],
    ["with quotes around commas and line ends", `${HEADER}\n"p,\n""1""",1,card,2026-01-15\n`],
    ["with letters of several bytes, cut between pieces", `${HEADER}\npéèê€😀,1,card,2026-01-15\n`],
  ] as const) {
    it(`is accepted ${what}`, async () => {
      assert.deepEqual(await problemsOf(text), []);
    });
  }

  for (const [what, text, ...problems] of [
    ["another header", `id,amount\n${ROW}`, `wrong-columns | the header must be ${HEADER}`],
    [
      "columns in another order",
      `amount,id,kind,paid_at\n${ROW}`,
      `wrong-columns | the header must be ${HEADER}`,
    ],
    ["a row with too few cells", `${HEADER}\np1,1`, "wrong-columns | 1 | has 2 cells, the header has 4"],
    [
      "a row with too many cells",
      `${HEADER}\n${ROW}\n${ROW},x`,
      "wrong-columns | 2 | has 5 cells, the header has 4",
    ],
    [
      "several wrong values",
      `${HEADER}\n${ROW}\n,x,card,2026-01-15`,
      "bad-value | 2 | id | is missing",
      "bad-value | 2 | amount | is not a number",
    ],
    [
      "a column twice",
      `id,amount,amount,paid_at\n${ROW}`,
      `wrong-columns | the header must be ${HEADER}: it has amount more than once`,
    ],
    ["its header in one cell", `"${HEADER}"\n${ROW}`, `wrong-columns | the header must be ${HEADER}`],
    [
      "a header that ends otherwise than its rows",
      `${HEADER}\n${ROW}\r\n${ROW}\r\n`,
      "malformed | line 2 ends with CRLF, line 1 with LF",
    ],
    [
      "a carriage return alone",
      `${HEADER}\n${ROW}\r${ROW}\n`,
      "malformed | line 2 has a carriage return without a line feed",
    ],
    [
      "a carriage return at its end",
      `${HEADER}\n${ROW}\r`,
      "malformed | line 2 has a carriage return without a line feed",
    ],
    ["a byte that is zero", `${HEADER}\n\0${ROW}\n`, "malformed | line 2 holds a byte that is zero"],
    ["a header alone", `${HEADER}\n`, "empty | the file holds no row of data"],
    ["line ends alone", "\n\n", "empty | the file holds no row of data"],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      assert.deepEqual(await problemsOf(text), problems);
    });
  }

  it("is refused where a quote is out of place, without quoting the file", async () => {
    const [problem, ...others] = await problemsOf(`${HEADER}\np1,se"cret,card,2026-01-15\n`);
    assert.match(problem ?? "", /^malformed \| the file is not valid CSV near line 2: [A-Z_]+$/);
    assert.deepEqual(others, []);
  });

  it("is refused where a quote is never closed, before it fills the memory", async () => {
    const endless = pieces(`${HEADER}\n"${"x".repeat(8_000_000)}`, 65_536);
    const problems = new Problems();
    await checkContent(endless.body, csv, problems);
    assert.deepEqual(
      problems.list.map(({ code }) => code),
      ["malformed"],
    );
    assert.ok(endless.read() < 60, `${endless.read()} pieces were read`);
  });

  it("is refused where it is not UTF-8, also at its very end", async () => {
    for (const bytes of [[0xc3, 0x28], [0xc3]]) {
      const text = Buffer.concat([Buffer.from(GOOD), Buffer.from(bytes)]);
      assert.ok((await problemsOf(text)).includes("not-utf-8 | the file is not UTF-8 text"));
    }
  });

  it("is read no further than the problems that are told", async () => {
    const endless = pieces(`${HEADER}\n${",,,\n".repeat(1_000_000)}`, 65_536);
    const problems = new Problems();
    await checkContent(endless.body, csv, problems);
    assert.equal(problems.list.length, MOST_PROBLEMS);
    assert.equal(problems.more, true);
    assert.ok(endless.read() < 10, `${endless.read()} pieces were read`);
  });

  it("has exactly as many problems as can be told, and no more", async () => {
    const problems = new Problems();
    const rows = ",1,card,2026-01-15\n".repeat(MOST_PROBLEMS);
    await checkContent(pieces(`${HEADER}\n${rows}`, 99).body, csv, problems);
    assert.deepEqual([problems.list.length, problems.more], [MOST_PROBLEMS, false]);
  });

  it("does not hide that it cannot be read", async () => {
    const broken = (async function* () {
      yield await Promise.resolve(Buffer.from(HEADER));
      throw new Error("connection reset");
    })();
    await assert.rejects(checkContent(broken, csv, new Problems()), { message: "connection reset" });
  });
});

describe("content of a JSON Lines file", () => {
  it("is accepted line by line, empty lines and absent optional fields included", async () => {
    const text = `${line()}\r\n\n${line({ amount: undefined, kind: null })}`;
    assert.deepEqual(await problemsOf(text, jsonl), []);
  });

  it("tells rows and columns of what is wrong", async () => {
    const text = [line(), line({ amount: "1", note: 1 }), "[1]", "{", line({ id: undefined })].join("\n");
    assert.deepEqual(await problemsOf(text, jsonl), [
      "wrong-columns | 2 | note | is not in the schema",
      "bad-value | 2 | amount | is not a number",
      "malformed | 3 | is not a JSON object",
      "malformed | 4 | is not a JSON object",
      "bad-value | 5 | id | is missing",
    ]);
  });

  it("repeats no field name that may be data", async () => {
    assert.deepEqual(await problemsOf(line({ "ada@example.com": 1 }), jsonl), [
      "wrong-columns | 1 | is not in the schema",
    ]);
  });

  it("is refused where a line does not end", async () => {
    const endless = pieces(`{"id":"${"x".repeat(8_000_000)}`, 65_536);
    const problems = new Problems();
    await checkContent(endless.body, jsonl, problems);
    assert.deepEqual(problems.list, [
      { code: "malformed", message: "a row is longer than 1048576 characters" },
    ]);
    assert.ok(endless.read() < 30, `${endless.read()} pieces were read`);
  });

  it("is refused where it is empty", async () => {
    assert.deepEqual(await problemsOf("\n", jsonl), ["empty | the file holds no row of data"]);
  });
});

describe("fields of a JSON line", () => {
  for (const [what, text, ...problems] of [
    [
      "a name twice",
      '{"id":"a","id":"b","paid_at":"2026-01-15"}',
      "bad-value | 1 | id | is there more than once",
    ],
    [
      "a name twice, once with an escape",
      '{"id":"a","\\u0069d":"b","paid_at":"2026-01-15"}',
      "bad-value | 1 | id | is there more than once",
    ],
    [
      "half a character",
      '{"id":"\\ud83d","paid_at":"2026-01-15"}',
      "bad-value | 1 | id | holds half a character",
    ],
    ["a nested value", '{"id":{"id":"a"},"paid_at":"2026-01-15"}', "bad-value | 1 | id | is not text"],
    ["a list", '{"id":["a","b"],"paid_at":"2026-01-15"}', "bad-value | 1 | id | is not text"],
    ["white space that JSON does not know", `\u2028\n${line()}`, "malformed | 1 | is not a JSON object"],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      assert.deepEqual(await problemsOf(text, jsonl), problems);
    });
  }

  it("are accepted in any order, with a carriage return as white space", async () => {
    assert.deepEqual(
      await problemsOf('{"paid_at":\r"2026-01-15" , "amount":1.0,"id":"}{,\\""}\r\n', jsonl),
      [],
    );
  });
});
