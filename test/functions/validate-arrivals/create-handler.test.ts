import assert from "node:assert/strict";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import { arrivalEvent, DataBucket, GOOD, HEADER, PAYMENTS } from "./support";

const RAW = "raw/payments/arrived=2026-01-15";

describeUnless(motoMissing(), "function validate-arrivals, before an S3 emulator", () => {
  const moto = useMoto();
  let data: DataBucket;

  beforeEach(async () => {
    data = new DataBucket(moto.url);
    await data.create();
    await data.put("schemas/payments.json", JSON.stringify(PAYMENTS));
  });
  afterEach(() => {
    data.s3.destroy();
  });

  const report = async (key: string): Promise<unknown> => JSON.parse((await data.text(key)) ?? "");

  it("moves a file that keeps its schema to raw/, under the day of its arrival, unchanged and untagged", async () => {
    const event = await data.put("landing/payments/jan.csv", GOOD);
    const { result, lines } = await data.handle(event);

    assert.deepEqual(result, failed());
    assert.deepEqual(await data.versions(), [`${RAW}/jan.csv`]);
    assert.equal(await data.text(`${RAW}/jan.csv`), GOOD);
    assert.deepEqual(await data.tags(`${RAW}/jan.csv`), {});
    assert.deepEqual(
      lines.map(({ level, message, key, target }) => [level, message, key, target]),
      [["INFO", "arrival accepted", "landing/payments/jan.csv", `${RAW}/jan.csv`]],
    );
  });

  it("moves a file that breaks its schema to quarantine/, with the reasons beside it and as a tag", async () => {
    const bad = `${HEADER}\np1,-1,card,2026-01-15\np2,x,cash,\n`;
    const event = await data.put("landing/payments/bad.csv", bad);
    const { result, lines } = await data.handle(event);

    assert.deepEqual(result, failed());
    const target = "quarantine/payments/bad.csv";
    assert.deepEqual(await data.versions(), [target, `${target}.problems.json`]);
    assert.equal(await data.text(target), bad);
    assert.deepEqual(await data.tags(target), { problem: "bad-value" });
    const detail = event.detail as { object: Record<string, string> };
    assert.deepEqual(await report(`${target}.problems.json`), {
      file: "landing/payments/bad.csv",
      versionId: detail.object["version-id"],
      arrivedAt: "2026-01-15T09:30:00Z",
      problems: [
        { code: "bad-value", row: 1, column: "amount", message: "is below 0" },
        { code: "bad-value", row: 2, column: "amount", message: "is not a number" },
        { code: "bad-value", row: 2, column: "kind", message: "is not one of the allowed values" },
        { code: "bad-value", row: 2, column: "paid_at", message: "is missing" },
      ],
      moreProblems: false,
    });
    assert.deepEqual(
      lines.map(({ level, message, target }) => [level, message, target]),
      [["INFO", "arrival quarantined", target]],
    );
  });

  for (const [what, key, body, target, code] of [
    ["of no data set", "landing/jan.csv", GOOD, "quarantine/_unsorted/jan.csv", "bad-place"],
    [
      "deep in folders",
      "landing/payments/a/b.csv",
      GOOD,
      "quarantine/_unsorted/payments/a/b.csv",
      "bad-place",
    ],
    [
      "of a data set without schema",
      "landing/loans/x.csv",
      GOOD,
      "quarantine/loans/x.csv",
      "unknown-data-set",
    ],
    ["in Parquet", "landing/payments/x.parquet", "PAR1", "quarantine/payments/x.parquet", "wrong-extension"],
    ["without a byte", "landing/payments/x.csv", "", "quarantine/payments/x.csv", "empty"],
    ["with a header alone", "landing/payments/x.csv", HEADER, "quarantine/payments/x.csv", "empty"],
    [
      "larger than allowed",
      "landing/payments/x.csv",
      "x".repeat(2_000_001),
      "quarantine/payments/x.csv",
      "too-big",
    ],
    [
      "not in UTF-8",
      "landing/payments/x.csv",
      Buffer.from([0xff, 0xfe, 0x41]),
      "quarantine/payments/x.csv",
      "not-utf-8",
    ],
  ] as const) {
    it(`moves a file ${what} to quarantine/`, async () => {
      const { result } = await data.handle(await data.put(key, body));
      assert.deepEqual(result, failed());
      assert.deepEqual(await data.versions(), [target, `${target}.problems.json`]);
      assert.deepEqual(await data.tags(target), { problem: code });
    });
  }

  it("is done when an event is repeated", async () => {
    const event = await data.put("landing/payments/jan.csv", GOOD);
    const { result, lines } = await data.handle(event, event);
    assert.deepEqual(result, failed());
    assert.deepEqual(
      lines.map(({ message }) => message),
      ["arrival accepted", "gone: the file had been moved or removed before"],
    );
    assert.deepEqual(await data.versions(), [`${RAW}/jan.csv`]);
  });

  it("is done when a quarantined file's event is repeated, and leaves its reasons alone", async () => {
    const event = await data.put("landing/payments/bad.csv", `${HEADER}\n,,,`);
    await data.handle(event);
    const before = await data.versions();
    const { lines } = await data.handle(event);
    assert.deepEqual(
      lines.map(({ message }) => message),
      ["gone: the file had been moved or removed before"],
    );
    assert.deepEqual(await data.versions(), before);
  });

  it("takes each version of a file for itself", async () => {
    const first = await data.put("landing/payments/jan.csv", GOOD);
    const second = await data.put("landing/payments/jan.csv", `${HEADER}\n`);
    await data.handle(first);
    assert.deepEqual(await data.versions(), ["landing/payments/jan.csv", `${RAW}/jan.csv`]);
    assert.equal(await data.text(`${RAW}/jan.csv`), GOOD);
    await data.handle(second);
    assert.deepEqual(await data.versions(), [
      "quarantine/payments/jan.csv",
      "quarantine/payments/jan.csv.problems.json",
      `${RAW}/jan.csv`,
    ]);
  });

  it("finishes the work of a run that was cut off between copy and removal", async () => {
    const event = await data.put("landing/payments/jan.csv", GOOD);
    await data.put(`${RAW}/jan.csv`, GOOD);
    await data.handle(event);
    assert.deepEqual(await data.versions(), [`${RAW}/jan.csv`, `${RAW}/jan.csv`]);
    assert.equal(await data.text(`${RAW}/jan.csv`), GOOD);
  });

  it("leaves a file where it is, and its message on the queue, when the schema file is wrong", async () => {
    await data.put("schemas/payments.json", JSON.stringify({ ...PAYMENTS, format: "xml" }));
    const event = await data.put("landing/payments/jan.csv", GOOD);
    const { result, lines } = await data.handle(event);
    assert.deepEqual(result, failed("message-1"));
    assert.deepEqual(await data.versions(), ["landing/payments/jan.csv"]);
    assert.deepEqual(
      lines.map(({ level }) => level),
      ["ERROR"],
    );
    assert.match(String(lines[0]?.detail), /^schema of data set payments is wrong: format: /);
  });

  it("reports a message about another bucket, or about nothing, and handles the others", async () => {
    const event = await data.put("landing/payments/jan.csv", GOOD);
    const { result, lines } = await data.handle(
      "not json",
      arrivalEvent("landing/a/b.csv", "v", 1, "other"),
      event,
    );
    assert.deepEqual(result, failed("message-1", "message-2"));
    assert.deepEqual(
      lines.map(({ reason, message }) => reason ?? message),
      ["FinalError", "FinalError", "arrival accepted"],
    );
    assert.deepEqual(await data.versions(), [`${RAW}/jan.csv`]);
  });

  it("reads a large file in pieces", async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) => `p${row},${row}.5,card,2026-01-15T09:30:00+01:00`,
    );
    const { lines } = await data.handle(
      await data.put("landing/payments/big.csv", [HEADER, ...rows].join("\r\n")),
    );
    assert.equal(lines[0]?.message, "arrival accepted");
  });

  it("passes over the marker of a folder", async () => {
    const { result, lines } = await data.handle(await data.put("landing/payments/", ""));
    assert.deepEqual([result, lines], [failed(), []]);
    assert.deepEqual(await data.versions(), ["landing/payments/"]);
  });
});
