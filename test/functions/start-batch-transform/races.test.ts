import assert from "node:assert/strict";
import type { FaultProxy } from "../../support/fault-proxy";
import { awsFault, EXPIRED, startFaultProxy, THROTTLED } from "../../support/fault-proxy";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { ACCOUNT, batchEvent, JOB, MODEL_PREFIX, StagingAccount, versionArn } from "./support";

/** As SageMaker says it; the emulator itself lets the later one win. */
const JOB_EXISTS = awsFault(
  "ResourceInUse",
  `Job name must be unique within an AWS account and region, and a job with this name already exists (arn:aws:sagemaker:eu-west-1:${ACCOUNT}:transform-job/${JOB})`,
);
const MODEL_EXISTS = awsFault(
  "ValidationException",
  `Cannot create already existing model "arn:aws:sagemaker:eu-west-1:${ACCOUNT}:model/${MODEL_PREFIX}1".`,
);
const NO_MODEL = awsFault("ValidationException", `Could not find model "${MODEL_PREFIX}1".`);
const NO_JOB = awsFault("ValidationException", `Could not find requested job with name: ${JOB}`);

describeUnless(motoMissing(), "function start-batch-transform, when two run at once or AWS fails", () => {
  const moto = useMoto();
  let proxy: FaultProxy;
  let account: StagingAccount;

  beforeEach(async () => {
    proxy = await startFaultProxy(moto.url);
    account = new StagingAccount(moto.url, proxy.url);
    await account.create();
    await account.register(["Approved", "PendingManualApproval"]);
    await account.put("batch/churn/input/a.csv");
  });
  afterEach(async () => {
    account.destroy();
    await proxy.close();
  });

  it("answers with the job of the other, when that was faster", async () => {
    const first = await account.ask(batchEvent());
    proxy.fail("DescribeTransformJob", NO_JOB);
    proxy.fail("CreateTransformJob", JOB_EXISTS);
    const { answer } = await account.ask(batchEvent());
    assert.deepEqual(answer, { ...first.answer, started: false });
  });

  it("uses the model of the other, when that was faster and it is of the same version", async () => {
    await account.ask(batchEvent());
    proxy.fail("DescribeModel", NO_MODEL);
    proxy.fail("CreateModel", MODEL_EXISTS);
    const { answer } = await account.ask(batchEvent({ executionId: "2026-11-27T06:00:00Z" }));
    assert.equal(answer?.started, true);
  });

  it("fails when a model of that name is of another version", async () => {
    const model = {
      ModelName: `${MODEL_PREFIX}1`,
      PrimaryContainer: { ModelPackageName: versionArn(2) },
    };
    proxy.fail("DescribeModel", { answer: { status: 200, body: JSON.stringify(model) } });
    const { error } = await account.ask(batchEvent());
    assert.deepEqual(
      [error?.name, error?.message],
      [
        "FinalError",
        `model ${MODEL_PREFIX}1 is of ${versionArn(2)}, not of ${versionArn(1)}: delete the model`,
      ],
    );
    assert.deepEqual(account.requested("CreateTransformJob"), []);
  });

  it("passes on why a model could not be made", async () => {
    proxy.fail("CreateModel", awsFault("ValidationException", "Could not access model data"));
    const { error } = await account.ask(batchEvent());
    assert.deepEqual([error?.name, error?.message], ["ValidationException", "Could not access model data"]);
    assert.deepEqual(account.requested("CreateTransformJob"), []);
  });

  it("passes on why a job could not be started: no capacity is no duplicate", async () => {
    proxy.fail("CreateTransformJob", awsFault("ResourceLimitExceeded", "The account-level service limit"));
    const { error } = await account.ask(batchEvent());
    assert.equal(error?.name, "ResourceLimitExceeded");
  });

  it("takes a session that is over for a failure, not for a missing job", async () => {
    proxy.fail("DescribeTransformJob", EXPIRED);
    const { error } = await account.ask(batchEvent());
    assert.equal(error?.name, "ExpiredTokenException");
    assert.deepEqual(account.operations(), ["DescribeTransformJob"]);
  });

  it("takes an error about the request itself for a failure, not for a missing job", async () => {
    proxy.fail(
      "DescribeTransformJob",
      awsFault("ValidationException", "1 validation error detected: Value at 'transformJobName'"),
    );
    const { error } = await account.ask(batchEvent());
    assert.equal(error?.name, "ValidationException");
    assert.deepEqual(account.operations(), ["DescribeTransformJob"]);
  });

  it("asks again when AWS has too many calls, or the answer is lost", async () => {
    proxy.fail("ListModelPackages", THROTTLED);
    proxy.fail("CreateModel", { isLost: true });
    const { answer } = await account.ask(batchEvent());
    assert.equal(answer?.started, true);
  });
});
