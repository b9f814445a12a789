import assert from "node:assert/strict";
import type { BatchEvent } from "../../../functions/start-batch-transform/event";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { batchEvent, BUCKET, StagingAccount, versionArn } from "./support";

describeUnless(motoMissing(), "what function start-batch-transform refuses", () => {
  const moto = useMoto();
  let account: StagingAccount;

  beforeEach(async () => {
    account = new StagingAccount(moto.url);
    await account.create();
  });
  afterEach(() => {
    account.destroy();
  });

  it("fails when no version is approved", async () => {
    await account.register(["PendingManualApproval", "Rejected"]);
    await account.put("batch/churn/input/a.csv");
    const { error, lines } = await account.ask(batchEvent());
    const message =
      "model package group fraud-churn has no approved version: approve one before the batch runs";
    assert.deepEqual([error?.name, error?.message], ["FinalError", message]);
    assert.deepEqual(
      lines.map(({ level, message: text, reason, detail }) => [level, text, reason, detail]),
      [["ERROR", "no transform job was started", "FinalError", message]],
    );
    assert.deepEqual(account.requested("CreateModel"), []);
  });

  for (const [what, versions, message] of [
    ["of another model", versionArn(1, "fraud-payments"), /is no version of model churn/],
    ["of another team", versionArn(1, "risk-churn"), /is no version of model churn/],
    [
      "of a registry elsewhere",
      "arn:aws:sagemaker:eu-west-1:999999999999:model-package/fraud-churn/1",
      /is no version of model churn/,
    ],
    ["that was rejected", versionArn(1), /is Rejected and Completed: only approved, completed versions run/],
  ] as const) {
    it(`refuses a version ${what}`, async () => {
      await account.register(["Rejected", "Approved"]);
      await account.createGroup("fraud-payments");
      await account.register(["Approved"], "fraud-payments");
      await account.put("batch/churn/input/a.csv");
      const { error } = await account.ask(batchEvent({ versions }));
      assert.equal(error?.name, "FinalError");
      assert.match(error.message, message);
      assert.deepEqual(account.requested("CreateModel"), []);
      assert.deepEqual(account.requested("CreateTransformJob"), []);
    });
  }

  for (const [what, changes, message] of [
    [
      "input of another model",
      { input: `s3://${BUCKET}/batch/payments/input/` },
      `input: s3://${BUCKET}/batch/payments/input/ is not below s3://${BUCKET}/batch/churn/`,
    ],
    [
      "output in another bucket",
      { output: "s3://elsewhere/batch/churn/output/" },
      `output: s3://elsewhere/batch/churn/output/ is not below s3://${BUCKET}/batch/churn/`,
    ],
    [
      "output among the input",
      { output: `s3://${BUCKET}/batch/churn/input/out/` },
      `output: s3://${BUCKET}/batch/churn/input/out/ and the input s3://${BUCKET}/batch/churn/input/ overlap: results would be taken for input`,
    ],
    [
      "a way out of the prefix",
      { input: `s3://${BUCKET}/batch/churn/../payments/input/` },
      "the event is no request for a batch: input: a prefix has no . and no .. in it",
    ],
    [
      "a key in place of a prefix",
      { input: `s3://${BUCKET}/batch/churn/input/a.csv` },
      "the event is no request for a batch: input: expected the S3 URI of a prefix that ends with a slash, such as s3://bucket/batch/churn/input/",
    ],
    [
      "no execution",
      { executionId: "" },
      "the event is no request for a batch: executionId: Too small: expected string to have >=1 characters",
    ],
    [
      "a model whose names would be too long",
      {
        model: "a".repeat(40),
        input: `s3://${BUCKET}/batch/${"a".repeat(40)}/input/`,
        output: `s3://${BUCKET}/batch/${"a".repeat(40)}/output/`,
      },
      `name mlops-fraud-staging-${"a".repeat(40)}-6a70d7ff6050 has 73 characters, SageMaker allows 63`,
    ],
  ] as const satisfies readonly (readonly [string, Partial<BatchEvent>, string])[]) {
    it(`refuses ${what}, and asks AWS for nothing`, async () => {
      const { error } = await account.ask(batchEvent(changes));
      assert.deepEqual([error?.name, error?.message], ["FinalError", message]);
      assert.deepEqual(account.requests, []);
    });
  }

  it("refuses what is no event, and keys that it does not know", async () => {
    for (const event of [undefined, "text", {}, { ...batchEvent(), instancetype: "ml.m5.large" }]) {
      const { error } = await account.ask(event);
      assert.equal(error?.name, "FinalError");
      assert.match(error.message, /^the event is no request for a batch: /);
    }
  });
});
