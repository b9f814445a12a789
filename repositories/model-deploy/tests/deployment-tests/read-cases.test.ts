import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { readCases } from "../../tools/tests/read-cases";
import { ARTIFACTS, CASES_KEY } from "./deployments";
import { FakeAws } from "./fake-aws";
import { CASES, CASES_CSV, RECORDED } from "./samples";

const PLACE = { account: "222222222222", bucket: ARTIFACTS, model: "churn" };
const OUTSIDE = `but must lie below s3://${ARTIFACTS}/runs/churn/`;

describe("the cases of a version", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await FakeAws.start();
    aws.objects.set(`${ARTIFACTS}/${CASES_KEY}`, CASES_CSV);
  });
  after(() => aws.close());

  const read = (uri: string | undefined) => readCases(aws.clients.s3, uri, PLACE);

  it("are read from where Model Build wrote them", async () => {
    assert.deepEqual(await read(`s3://${ARTIFACTS}/${CASES_KEY}`), {
      ...RECORDED,
      rows: CASES,
    });
  });

  it("are read with what the file beside them says", async () => {
    const folder = `${ARTIFACTS}/runs/churn/9/Evaluate/cases`;
    aws.objects.set(`${folder}/cases.csv`, "prediction,label,city\n3.5,4,Bern\n");
    const form = { format: 1, problem: "regression", features: [{ name: "city", kind: "category" }] };
    aws.objects.set(`${folder}/cases.json`, JSON.stringify(form));
    const { problem, rows } = await read(`s3://${folder}/cases.csv`);
    assert.deepEqual(
      { problem, rows },
      { problem: "regression", rows: [{ row: "Bern", prediction: 3.5, label: 4 }] },
    );
  });

  it("are those of an older version, if S3 does not tell a file that is not there from one that may not be read", async () => {
    const form = "GET /" + `${ARTIFACTS}/${CASES_KEY}`.replace("cases.csv", "cases.json");
    aws.on(form, { status: 403, body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>" });
    const { problem, rows } = await read(`s3://${ARTIFACTS}/${CASES_KEY}`);
    assert.deepEqual({ problem, rows }, { problem: "binary", rows: CASES });
    aws.on(form, { status: 500, body: "<Error><Code>InternalError</Code><Message>no</Message></Error>" });
    await assert.rejects(read(`s3://${ARTIFACTS}/${CASES_KEY}`), { name: "InternalError" });
    aws.answers.delete(form);
  });

  for (const uri of [undefined, ""]) {
    it(`fail if the version names none (${JSON.stringify(uri)})`, async () => {
      await assert.rejects(read(uri), {
        name: "Refusal",
        message:
          "the version has no recorded cases (casesUri); build it with a Model Build that records them, and approve that version",
      });
    });
  }

  for (const [what, uri, message] of [
    [
      "no URI of S3",
      "https://example.com/cases.csv",
      '"https://example.com/cases.csv" is no S3 URI of an object',
    ],
    [
      "a bucket of somebody else",
      `s3://mine/${CASES_KEY}`,
      `the cases lie at s3://mine/${CASES_KEY}, ${OUTSIDE}`,
    ],
    [
      "another model's",
      `s3://${ARTIFACTS}/runs/other/cases.csv`,
      `the cases lie at s3://${ARTIFACTS}/runs/other/cases.csv, ${OUTSIDE}`,
    ],
    [
      "a way out",
      `s3://${ARTIFACTS}/runs/churn/../other/cases.csv`,
      `the cases lie at s3://${ARTIFACTS}/runs/churn/../other/cases.csv, ${OUTSIDE}`,
    ],
  ] as const) {
    it(`fail with ${what}, before anything is read`, async () => {
      const calls = aws.calls.length;
      await assert.rejects(read(uri), { name: "Refusal", message });
      assert.equal(aws.calls.length, calls);
    });
  }

  it("fail if they are not there", async () => {
    await assert.rejects(read(`s3://${ARTIFACTS}/runs/churn/gone.csv`), { name: "NoSuchKey" });
  });

  it("fail if they are far too large", async () => {
    aws.objects.set(`${ARTIFACTS}/runs/churn/large.csv`, "x".repeat(16 * 1024 * 1024 + 1));
    await assert.rejects(read(`s3://${ARTIFACTS}/runs/churn/large.csv`), {
      name: "Refusal",
      message: `s3://${ARTIFACTS}/runs/churn/large.csv has 16777217 bytes, at most 16777216 are read`,
    });
  });

  it("fail if they are no text", async () => {
    aws.on(`GET /${ARTIFACTS}/runs/churn/binary.csv`, { body: "ok", headers: { "Content-Length": "3" } });
    await assert.rejects(read(`s3://${ARTIFACTS}/runs/churn/binary.csv`));
  });
});
