import assert from "node:assert/strict";
import { DescribeModelCommand, DescribeTransformJobCommand } from "@aws-sdk/client-sagemaker";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import {
  ACCOUNT,
  batchEvent,
  BUCKET,
  CAPTURE,
  JOB,
  KEY,
  MODEL_PREFIX,
  ROLE,
  StagingAccount,
  versionArn,
} from "./support";

const JOB_ARN = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:transform-job/${JOB}`;
const OUTPUT = `s3://${BUCKET}/batch/churn/output/2026-11-26/${JOB}/`;
const TAGS = [
  { Key: "Project", Value: "mlops" },
  { Key: "Team", Value: "fraud" },
  { Key: "Environment", Value: "staging" },
  { Key: "Model", Value: "churn" },
  { Key: "ManagedBy", Value: "start-batch-transform" },
];

describeUnless(motoMissing(), "function start-batch-transform, before an AWS emulator", () => {
  const moto = useMoto();
  let account: StagingAccount;

  beforeEach(async () => {
    account = new StagingAccount(moto.url);
    await account.create();
  });
  afterEach(() => {
    account.destroy();
  });

  it("starts a job with the newest approved version, over all of the input", async () => {
    await account.register(["Approved", "Approved", "Rejected", "PendingManualApproval"]);
    await account.put("batch/churn/input/a.csv");
    const { answer, lines } = await account.ask(batchEvent());

    const expected = {
      started: true,
      transformJobName: JOB,
      transformJobArn: JOB_ARN,
      modelPackageArn: versionArn(2),
      output: OUTPUT,
    };
    assert.deepEqual(answer, expected);
    assert.deepEqual(
      lines.map(({ level, message }) => [level, message]),
      [["INFO", "transform job started"]],
    );
    assert.deepEqual(account.operations(), [
      "DescribeTransformJob",
      "ListObjectsV2",
      "ListModelPackages",
      "DescribeModel",
      "CreateModel",
      "CreateTransformJob",
    ]);
    assert.deepEqual(account.requested("CreateModel"), [
      {
        ModelName: `${MODEL_PREFIX}2`,
        ExecutionRoleArn: ROLE,
        PrimaryContainer: { ModelPackageName: versionArn(2) },
        VpcConfig: {
          Subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
          SecurityGroupIds: ["sg-0a1b2c3d4e5f60718"],
        },
        EnableNetworkIsolation: true,
        Tags: TAGS,
      },
    ]);
    assert.deepEqual(account.requested("CreateTransformJob"), [
      {
        TransformJobName: JOB,
        ModelName: `${MODEL_PREFIX}2`,
        BatchStrategy: "MultiRecord",
        MaxPayloadInMB: 6,
        TransformInput: {
          DataSource: {
            S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${BUCKET}/batch/churn/input/` },
          },
          ContentType: "text/csv",
          CompressionType: "None",
          SplitType: "Line",
        },
        TransformOutput: { S3OutputPath: OUTPUT, Accept: "text/csv", AssembleWith: "Line", KmsKeyId: KEY },
        TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeKmsKeyId: KEY },
        Tags: TAGS,
      },
    ]);
    const job = await account.sageMaker.send(new DescribeTransformJobCommand({ TransformJobName: JOB }));
    assert.equal(job.ModelName, `${MODEL_PREFIX}2`);
    const model = await account.sageMaker.send(new DescribeModelCommand({ ModelName: `${MODEL_PREFIX}2` }));
    assert.equal(model.PrimaryContainer?.ModelPackageName, versionArn(2));
  });

  it("asks for the group by its ARN, since it is in another account", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    await account.ask(batchEvent());
    assert.deepEqual(
      account.requested("ListModelPackages").map((input) => input.ModelPackageGroupName),
      [`arn:aws:sagemaker:eu-west-1:${ACCOUNT}:model-package-group/fraud-churn`],
    );
  });

  it("runs the version that it is given, though a newer one is approved", async () => {
    await account.register(["Approved", "Approved"]);
    await account.put("batch/churn/input/a.csv");
    const { answer } = await account.ask(batchEvent({ versions: versionArn(1) }));
    assert.ok(answer && "modelPackageArn" in answer);
    assert.equal(answer.modelPackageArn, versionArn(1));
    assert.deepEqual(
      account.requested("CreateTransformJob").map(({ ModelName }) => ModelName),
      [`${MODEL_PREFIX}1`],
    );
  });

  it("uses the model of a version again", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    await account.ask(batchEvent());
    const { answer } = await account.ask(batchEvent({ executionId: "2026-11-27T06:00:00Z" }));
    assert.equal(answer?.started, true);
    assert.equal(account.requested("CreateModel").length, 1);
    assert.equal(account.requested("CreateTransformJob").length, 2);
  });

  it("starts nothing for a repeated execution, even when its files and its version are gone", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    const first = await account.ask(batchEvent());
    await account.remove("batch/churn/input/a.csv");
    await account.decide(1, "Rejected");
    account.requests.length = 0;

    const { answer, lines } = await account.ask(batchEvent());
    assert.deepEqual(answer, { ...first.answer, started: false });
    assert.deepEqual(account.operations(), ["DescribeTransformJob"]);
    assert.deepEqual(
      lines.map(({ message }) => message),
      ["duplicate: the job had been started before"],
    );
  });

  it("refuses an execution that has been used for other files", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    await account.ask(batchEvent());
    const { error } = await account.ask(batchEvent({ input: `s3://${BUCKET}/batch/churn/input/b/` }));
    assert.equal(error?.name, "FinalError");
    assert.equal(
      error.message,
      `execution 2026-11-26T06:00:00Z has started job ${JOB} for s3://${BUCKET}/batch/churn/input/: give each execution an id of its own`,
    );
  });

  it("does nothing without files, or with empty ones that stand for folders", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/", "");
    await account.put("batch/churn/inputs/a.csv");
    await account.put("batch/other/input/a.csv");
    const { answer, lines } = await account.ask(batchEvent());
    assert.deepEqual(answer, { started: false, reason: "no-input" });
    assert.deepEqual(account.operations(), ["DescribeTransformJob", "ListObjectsV2"]);
    assert.deepEqual(
      lines.map(({ message }) => message),
      ["nothing to do: no file below the input prefix"],
    );
  });

  it("finds a file behind a thousand empty ones", async () => {
    await account.register(["Approved"]);
    const keys = Array.from({ length: 1001 }, (_, index) => `batch/churn/input/${1000 + index}/`);
    for (let first = 0; first < keys.length; first += 50) {
      await Promise.all(keys.slice(first, first + 50).map((key) => account.put(key, "")));
    }
    await account.put("batch/churn/input/z.csv");
    const { answer } = await account.ask(batchEvent());
    assert.equal(answer?.started, true);
    assert.equal(account.requested("ListObjectsV2").length, 2);
  });

  it("captures what goes in and comes out where the event asks for it", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    await account.ask(batchEvent({ capturePercent: 20 }));
    assert.deepEqual(
      account.requested("CreateTransformJob").map(({ DataCaptureConfig }) => DataCaptureConfig),
      [{ DestinationS3Uri: `s3://${CAPTURE}/churn/1/batch/`, KmsKeyId: KEY }],
    );
  });

  for (const [instanceType, key] of [
    ["ml.m5.4xlarge", KEY],
    ["ml.m5d.large", undefined],
    ["ml.g4dn.xlarge", undefined],
    ["ml.g5.xlarge", undefined],
    ["ml.c5.large", KEY],
  ] as const) {
    it(`gives ${instanceType} ${key === undefined ? "no key for its volume: AWS would refuse it" : "the key for its volume"}`, async () => {
      await account.register(["Approved"]);
      await account.put("batch/churn/input/a.csv");
      await account.ask(batchEvent({ instanceType, instanceCount: 3, maxPayloadMb: 20 }));
      const [job] = account.requested("CreateTransformJob");
      assert.deepEqual(job?.TransformResources, {
        InstanceType: instanceType,
        InstanceCount: 3,
        ...(key === undefined ? {} : { VolumeKmsKeyId: key }),
      });
      assert.equal(job.MaxPayloadInMB, 20);
    });
  }

  it("files results by the day in UTC", async () => {
    await account.register(["Approved"]);
    await account.put("batch/churn/input/a.csv");
    const { answer } = await account.ask(batchEvent({ scheduledTime: "2026-11-26T00:30:00+02:00" }));
    assert.ok(answer && "output" in answer);
    assert.equal(answer.output, `s3://${BUCKET}/batch/churn/output/2026-11-25/${JOB}/`);
  });
});
