import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { batches, testContract, type Ask } from "../../tools/tests/contract";
import {
  answer,
  CASES,
  FEATURES,
  RECORDED,
  failure,
  goodAnswer,
  outcomes,
  PREDICTIONS,
  SETTINGS,
} from "./samples";

const good: Ask = (rows) => Promise.resolve(goodAnswer(rows));

/** An endpoint that is good but for one kind of request. */
function goodBut(test: (rows: readonly string[]) => boolean, other: ReturnType<typeof goodAnswer>): Ask {
  return (rows) => (test(rows) ? Promise.resolve(other) : good(rows));
}

const MALFORMED = [
  ["text in place of numbers", (rows: readonly string[]) => rows[0] === "text,text", "refused"],
  ["a column too many", (rows: readonly string[]) => rows[0] === "0,0,0", "refused"],
  ["a column too few", (rows: readonly string[]) => rows[0] === "0", "reported"],
  ["no content", (rows: readonly string[]) => rows.length === 0, "refused"],
] as const;

describe("the contract test", () => {
  it("passes with an endpoint like AWS's image for XGBoost", async () => {
    const { checks, predictions } = await testContract(good, RECORDED, SETTINGS);
    assert.deepEqual(outcomes(checks), [
      "contract: a prediction for each row of a request: passed",
      "contract: largest distance from the recorded predictions: passed",
      "contract: request with text in place of numbers: passed",
      "contract: request with a column too many: passed",
      "contract: request with a column too few: reported",
      "contract: request with no content: passed",
    ]);
    assert.deepEqual(predictions, PREDICTIONS);
  });

  for (const [name, isIt, outcome] of MALFORMED) {
    it(`finds a number in answer to ${name}: ${outcome}`, async () => {
      const { checks } = await testContract(goodBut(isIt, answer([0.5])), RECORDED, SETTINGS);
      const check = checks.find((each) => each.name === `request with ${name}`);
      assert.deepEqual([check?.outcome, check?.figure], [outcome, "answered with a number"]);
    });

    for (const kind of ["failed in the model (5xx)", "timed out", "no connection", "throttled"] as const) {
      it(`refuses an endpoint for ${kind} after ${name}`, async () => {
        const { checks } = await testContract(goodBut(isIt, failure(kind)), RECORDED, SETTINGS);
        const check = checks.find((each) => each.name === `request with ${name}`);
        assert.deepEqual([check?.outcome, check?.figure], ["refused", kind]);
      });
    }
  }

  it("does not take an answer without content for a refusal where one is needed", async () => {
    const empty = { ...failure("no prediction for each row"), empty: true } as const;
    const { checks } = await testContract(goodBut(MALFORMED[0][1], empty), RECORDED, SETTINGS);
    assert.deepEqual(
      checks.filter(({ outcome }) => outcome === "refused").map(({ name, figure }) => [name, figure]),
      [["request with text in place of numbers", "answered without content"]],
    );
  });

  it("lets SageMaker itself refuse a request without content", async () => {
    const { checks } = await testContract(
      goodBut(MALFORMED[3][1], failure("refused by SageMaker (4xx)")),
      RECORDED,
      SETTINGS,
    );
    assert.equal(checks.at(-1)?.outcome, "passed");
  });

  it("asks for more, or less, if the model file does", async () => {
    const { checks } = await testContract(goodBut(MALFORMED[1][1], answer([0.5])), RECORDED, {
      ...SETTINGS,
      malformed: { ...SETTINGS.malformed, extraColumn: "reported", missingColumn: "refused" },
    });
    assert.deepEqual(outcomes(checks).slice(3, 5), [
      "contract: request with a column too many: reported",
      "contract: request with a column too few: refused",
    ]);
  });

  it("has no predictions to give if one request fails, and looks at the rest", async () => {
    const many = Array.from({ length: 25 }, () => CASES).flat();
    let requests = 0;
    const ask: Ask = (rows) => {
      requests += 1;
      return requests === 2 ? Promise.resolve(failure("failed in the model (5xx)", "boom")) : good(rows);
    };
    const { checks, predictions } = await testContract(ask, { ...RECORDED, rows: many }, SETTINGS);
    assert.equal(predictions, undefined);
    assert.deepEqual(checks[0], {
      test: "contract",
      name: "a prediction for each row of a request",
      figure: "100 predictions",
      threshold: "250 predictions for 250 rows",
      outcome: "refused",
      reason: "a request of 100 rows: failed in the model (5xx): boom",
    });
    assert.equal(checks.length, 5);
  });

  it("has no missing column of a model with one feature", async () => {
    const cases = CASES.map((each, index) => ({ ...each, row: String(index) }));
    const { checks } = await testContract(
      () => Promise.resolve(answer([0.5])),
      { ...RECORDED, features: FEATURES.slice(0, 1), rows: cases },
      SETTINGS,
    );
    assert.ok(!checks.some(({ name }) => name === "request with a column too few"));
  });

  it("sends text only where no text belongs, a day that is none for each date, and quotes what CSV has to quote", async () => {
    const features = [
      { name: "city", kind: "category" },
      { name: "age", kind: "number" },
      { name: "opened", kind: "date" },
    ] as const;
    const rows = [{ row: '"a ""b"", c",7,2026-01-31', prediction: 0.5, label: 0 }];
    const asked: string[] = [];
    const ask: Ask = (sent) => {
      asked.push(...sent);
      return Promise.resolve(answer([0.5]));
    };
    await testContract(ask, { problem: "binary", features: [...features], rows }, SETTINGS);
    assert.deepEqual(asked.slice(1), [
      '"a ""b"", c",text,text',
      '"a ""b"", c",7,2026-02-30',
      '"a ""b"", c",7,2026-01-31,0',
      '"a ""b"", c",7',
    ]);
    const { checks } = await testContract(
      ask,
      { problem: "binary", features: [features[0]], rows },
      SETTINGS,
    );
    assert.ok(!checks.some(({ name }) => name === "request with text in place of numbers"));
  });
});

describe("requests of many rows", () => {
  it("have at most a hundred rows, in order", () => {
    const many = Array.from({ length: 25 }, () => CASES).flat();
    const found = batches(many);
    assert.deepEqual(
      found.map((batch) => batch.length),
      [100, 100, 50],
    );
    assert.deepEqual(found.flat(), many);
  });

  it("are no larger than any endpoint takes, unless a single row is", () => {
    const [one] = CASES;
    assert.ok(one);
    const wide = [200_000, 60_000, 60_000, 300_000, 10].map((length) => ({
      ...one,
      row: "1".repeat(length),
    }));
    assert.deepEqual(
      batches(wide).map((batch) => batch.map(({ row }) => row.length)),
      [[200_000, 60_000], [60_000], [300_000], [10]],
    );
  });
});
