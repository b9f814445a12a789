import assert from "node:assert/strict";
import { validateArrival } from "../../../functions/validate-arrivals/core";
import { placeOf, PREFIXES, rawKey } from "../../../functions/validate-arrivals/places";
import type { Store } from "../../../functions/validate-arrivals/store";
import { DATA_PREFIXES } from "../../../settings/names";
import { arrivalEvent, BUCKET, LABELLED } from "./support";

const GIB = 1024 ** 3;

/** A store that must not be asked for anything, except for what a test gives. */
function storeWith(changes: Partial<Store> = {}): Store {
  const never = (what: string) => () => Promise.reject(new Error(`${what} was called`));
  return {
    readText: never("readText"),
    open: never("open"),
    slice: never("slice"),
    writeJson: never("writeJson"),
    move: never("move"),
    ...changes,
  };
}

const validate = (event: unknown, store = storeWith()): Promise<string> =>
  validateArrival(JSON.stringify(event), {
    bucket: BUCKET,
    labelledModels: LABELLED,
    store,
    curate: () => Promise.reject(new Error("curate was called")),
    log: () => undefined,
  });

describe("validateArrival", () => {
  it("leaves a file that S3 cannot move at once to a person", async () => {
    await assert.rejects(validate(arrivalEvent("landing/payments/x.csv", "v", 5 * GIB + 1)), {
      name: "FinalError",
      message: "landing/payments/x.csv has 5368709121 bytes, S3 moves at most 5368709120 at once",
    });
  });

  it("writes the reasons before it moves a file to quarantine", async () => {
    const calls: string[] = [];
    const note = (what: string) => (key: unknown) => {
      calls.push(`${what} ${typeof key === "string" ? key : JSON.stringify(key)}`);
      return Promise.resolve();
    };
    await validate(
      arrivalEvent("landing/x.csv", "v", 1),
      storeWith({ writeJson: note("write"), move: note("move") }),
    );
    assert.deepEqual(
      calls.map((call) => call.split(" ")[0]),
      ["write", "move"],
    );
    assert.equal(calls[0], "write quarantine/_unsorted/x.csv.problems.json");
  });

  for (const [what, change, problem] of [
    ["of another service", { source: "aws.sagemaker" }, /source: /],
    ["of another kind", { "detail-type": "Object Deleted" }, /detail-type: /],
    ["without a time", { time: undefined }, /time: /],
    ["about a key elsewhere", arrivalEvent("raw/payments/x.csv", "v", 1), /detail\.object\.key: /],
    ["of a bucket without versions", arrivalEvent("landing/a/x.csv", "", 1), /version-id/],
  ] as const) {
    it(`fails for an event ${what}`, async () => {
      await assert.rejects(validate({ ...arrivalEvent("landing/payments/x.csv", "v", 1), ...change }), {
        name: "FinalError",
        message: problem,
      });
    });
  }
});

describe("placeOf", () => {
  it("tells data set and file, or model and file", () => {
    assert.deepEqual(placeOf("landing/card-payments/2026-01.csv", LABELLED), {
      kind: "data",
      dataset: "card-payments",
      file: "2026-01.csv",
    });
    assert.deepEqual(placeOf("landing/payments/ada-lovelace-0a1b2c3d/x.csv", LABELLED), {
      kind: "data",
      dataset: "payments",
      person: "ada-lovelace-0a1b2c3d",
      file: "x.csv",
    });
    assert.deepEqual(placeOf("landing/payments/AROAEXAMPLE12345:ada@example.com/x.csv", LABELLED), {
      kind: "data",
      dataset: "payments",
      person: "ada@example.com",
      file: "x.csv",
    });
    assert.deepEqual(placeOf("ground-truth/card-fraud/2026-01.jsonl", LABELLED), {
      kind: "labels",
      model: "card-fraud",
      file: "2026-01.jsonl",
    });
  });

  for (const key of [
    "landing/x.csv",
    "landing/Payments/x.csv",
    "landing/-payments/x.csv",
    `landing/${"p".repeat(33)}/x.csv`,
    "landing//x.csv",
    "landing/payments/a/x.csv",
    "landing/payments/ada/x.csv",
    "landing/payments/ada-0a1b2c3d/deep/x.csv",
    "landing/payments/ada-0a1b2c3d/_x.csv",
    "landing/payments/arrived=2026-01-15/x.csv",
    "landing/payments/AROAEXAMPLE12345:/x.csv",
    "landing/payments//x.csv",
    "landing/payments/_x.csv",
    "landing/payments/.x.csv",
    "landing/payments/x y.csv",
    "landing/payments/..",
    // Its files would lie among the labels of models.
    "landing/ground-truth/x.csv",
    "ground-truth/x.csv",
    "ground-truth/payments/x.csv",
    "ground-truth/churn/2026/x.csv",
    "ground-truth/churn/_x.csv",
  ]) {
    it(`tells none for ${key}`, () => {
      assert.equal(placeOf(key, LABELLED).kind, "nowhere");
    });
  }

  it("gives a day, in UTC, to files that arrive", () => {
    assert.equal(
      rawKey({ kind: "data", dataset: "payments", file: "x.csv" }, "2026-01-15T23:59:59Z"),
      "raw/payments/arrived=2026-01-15/x.csv",
    );
    const ofTwo = ["ada-0a1b2c3d", "grace-0a1b2c3d"].map((person) =>
      rawKey({ kind: "data", dataset: "payments", person, file: "x.csv" }, "2026-01-15T23:59:59Z"),
    );
    assert.match(ofTwo[0] ?? "", /^raw\/payments\/arrived=2026-01-15\/ada-0a1b2c3d_x-[0-9a-f]{12}\.csv$/);
    assert.equal(new Set(ofTwo).size, 2);
    assert.equal(
      rawKey({ kind: "labels", model: "churn", file: "x.csv" }, "2026-01-15T23:59:59Z"),
      "raw/ground-truth/churn/arrived=2026-01-15/x.csv",
    );
  });

  it("uses the prefixes of the data bucket", () => {
    for (const [name, prefix] of Object.entries(PREFIXES)) {
      assert.equal(prefix, DATA_PREFIXES[name as keyof typeof PREFIXES]);
    }
  });
});
