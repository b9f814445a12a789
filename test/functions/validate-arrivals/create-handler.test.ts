import { CreateJobCommand, GetJobRunsCommand } from "@aws-sdk/client-glue";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import { BUCKET, CURATE_JOB, DataBucket, GOOD, HEADER, PAYMENTS } from "./support";

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

  it("moves labels of a model to raw/, as CSV and as JSON lines", async () => {
    const csv = "inference_id,label,time\na1,1,2026-01-15T09:30:00Z\na1,stays,2026-01-15T10:30:00+01:00\n";
    const lines = [
      { inference_id: "a1", label: 1, time: "2026-01-15T09:30:00.5Z" },
      { inference_id: "a2", label: "leaves", time: "2026-01-15T09:30:00-05:00" },
    ];
    const jsonl = lines.map((line) => JSON.stringify(line)).join("\n");
    const { result } = await data.handle(
      await data.put("ground-truth/churn/jan.csv", csv),
      await data.put("ground-truth/churn/jan.jsonl", jsonl),
    );

    assert.deepEqual(result, failed());
    const raw = "raw/ground-truth/churn/arrived=2026-01-15";
    assert.deepEqual(await data.versions(), [`${raw}/jan.csv`, `${raw}/jan.jsonl`]);
    assert.equal(await data.text(`${raw}/jan.jsonl`), jsonl);
  });

  it("moves labels that nobody can join to quarantine/, with what is wrong with each", async () => {
    const wrong = [
      { inference_id: "a1", label: true, time: "2026-01-15T09:30:00Z" },
      { inference_id: "a2", label: 1, time: "2026-01-15" },
      { inference_id: "", label: 1, time: "2026-01-15T09:30:00" },
      { label: "", time: 5, model: "churn" },
    ];
    const event = await data.put(
      "ground-truth/churn/bad.jsonl",
      wrong.map((line) => JSON.stringify(line)).join("\n"),
    );
    await data.handle(event);
    const target = "quarantine/ground-truth/churn/bad.jsonl";
    assert.deepEqual(await data.versions(), [target, `${target}.problems.json`]);
    const { problems } = (await report(`${target}.problems.json`)) as {
      problems: { row: number; column: string; message: string }[];
    };
    const moment = "is not a moment with its time zone, such as 2026-01-31T12:00:00Z";
    assert.deepEqual(
      problems.map(({ row, column, message }) => `${row} ${column}: ${message}`),
      [
        "1 label: is neither text nor a number",
        `2 time: ${moment}`,
        "3 inference_id: is not text with an id",
        `3 time: ${moment}`,
        "4 model: is not in the schema",
        "4 inference_id: is missing",
        "4 label: is neither text nor a number",
        "4 time: is not text with a moment",
      ],
    );
  });

  it("moves labels of a model that has none, or in another form, to quarantine/", async () => {
    await data.handle(
      await data.put("ground-truth/payments/x.csv", "inference_id,label,time\n"),
      await data.put("ground-truth/churn/x.parquet", "PAR1"),
    );
    const codes = await Promise.all(
      ["_unsorted/ground-truth/payments/x.csv", "ground-truth/churn/x.parquet"].map((key) =>
        data.tags(`quarantine/${key}`),
      ),
    );
    assert.deepEqual(codes, [{ problem: "bad-place" }, { problem: "wrong-extension" }]);
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
    ["packed", "landing/payments/b.csv.gz", "x", "quarantine/payments/b.csv.gz", "wrong-extension"],
    [
      "with a column twice",
      "landing/payments/x.csv",
      GOOD.replace("kind", "amount"),
      "quarantine/payments/x.csv",
      "wrong-columns",
    ],
    [
      "with both line ends",
      "landing/payments/x.csv",
      GOOD.replace("Z\n", "Z\r\n"),
      "quarantine/payments/x.csv",
      "malformed",
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

  it("writes down how many rows arrived, and keeps two people's files of one name apart", async () => {
    const people = ["ada-0a1b2c3d", "AROAEXAMPLE12345:grace@example.com"];
    for (const person of people) {
      await data.handle(await data.put(`landing/payments/${person}/jan.csv`, GOOD));
    }
    const keys = await data.versions();
    assert.equal(keys.length, 2);
    for (const key of keys) {
      assert.match(
        key,
        /^raw\/payments\/arrived=2026-01-15\/(ada-0a1b2c3d|grace_example\.com)_jan-[0-9a-f]{12}\.csv$/,
      );
      const { Metadata } = await data.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }));
      assert.deepEqual(Metadata, { rows: "2" });
    }
  });

  it("starts the job for a data set that is curated on arrival, and accepts the file in any case", async () => {
    await data.put("schemas/payments.json", JSON.stringify({ ...PAYMENTS, curate: "on-arrival" }));
    const first = await data.handle(await data.put("landing/payments/a.csv", GOOD));
    assert.deepEqual(
      first.lines.map(({ message, reason }) => [message, reason]),
      [
        ["arrival accepted", undefined],
        ["curated later", "EntityNotFoundException"],
      ],
    );
    await data.glue.send(
      new CreateJobCommand({
        Name: CURATE_JOB,
        Role: "arn:aws:iam::123456789012:role/curate",
        Command: { Name: "glueetl", ScriptLocation: "s3://x/y.py" },
        ExecutionProperty: { MaxConcurrentRuns: 1 },
      }),
    );
    await data.handle(await data.put("landing/payments/b.csv", GOOD));
    const { JobRuns = [] } = await data.glue.send(new GetJobRunsCommand({ JobName: CURATE_JOB }));
    assert.deepEqual(
      JobRuns.map(({ Arguments }) => Arguments),
      [{ "--on-arrival": "true" }],
    );
  });

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

  it("passes over the marker of a folder", async () => {
    const { result, lines } = await data.handle(await data.put("landing/payments/", ""));
    assert.deepEqual([result, lines], [failed(), []]);
    assert.deepEqual(await data.versions(), ["landing/payments/"]);
  });
});
