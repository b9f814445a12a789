import assert from "node:assert/strict";

import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  SageMakerClient,
  UpdateModelPackageCommand,
} from "@aws-sdk/client-sagemaker";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

import { CONTRACT, VERSION } from "../../../repositories/model-deploy/tests/tools/sample-run";
import type { MotoServer } from "../../support/moto";
import { motoMissing, startMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { Checkout } from "./checkout";
import { DeployRun } from "./deploy-run";

const { stateBucketName: STATE, artifactBucketName: ARTIFACTS } = CONTRACT.automation;
const EVALUATION = "runs/churn/e1/Evaluate/evaluation/evaluation.json";
/** The account that moto plays; the registry is in it. */
const ACCOUNT = "123456789012";

describeUnless(motoMissing(), "the stage Resolve, before an emulator of AWS", () => {
  let moto: MotoServer;
  let checkout: Checkout;
  let sagemaker: SageMakerClient;
  let s3: S3Client;
  const runs: DeployRun[] = [];

  before(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = { region: "eu-west-1", endpoint: moto.url, credentials };
    sagemaker = new SageMakerClient(client);
    s3 = new S3Client({ ...client, forcePathStyle: true });
    for (const Bucket of [STATE, ARTIFACTS]) {
      const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    }
    await s3.send(
      new PutObjectCommand({
        Bucket: ARTIFACTS,
        Key: EVALUATION,
        Body: JSON.stringify({
          binary_classification_metrics: { confusion_matrix: {}, auc: { value: 0.8312 } },
          champion: { version: "none", metrics: {} },
        }),
      }),
    );
    await new SSMClient(client).send(
      new PutParameterCommand({
        Name: "/mlops/credit/staging/deployment",
        Type: "String",
        Value: JSON.stringify({ ...CONTRACT, automation: { ...CONTRACT.automation, account: ACCOUNT } }),
      }),
    );
    await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: "credit-churn" }));
    checkout = Checkout.create();
  });
  after(async () => {
    runs.forEach((run) => {
      run.remove();
    });
    checkout.remove();
    await moto.stop();
  });

  const register = async (ModelApprovalStatus: "Approved" | "PendingManualApproval") => {
    const { ModelPackageArn = "" } = await sagemaker.send(
      new CreateModelPackageCommand({
        ModelPackageGroupName: "credit-churn",
        ModelApprovalStatus,
        InferenceSpecification: {
          Containers: [{ Image: VERSION.image, ModelDataUrl: VERSION.modelDataUrl }],
          SupportedContentTypes: ["text/csv"],
          SupportedResponseMIMETypes: ["text/csv"],
        },
        CustomerMetadataProperties: {
          casesUri: `s3://${ARTIFACTS}/runs/churn/e1/Evaluate/cases/cases.csv`,
        },
      }),
    );
    return ModelPackageArn;
  };
  const runFor = (arn: string, buildId: string, startedBy = "approval") => {
    const run = new DeployRun(
      checkout,
      { AWS_ENDPOINT_URL: moto.url, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" },
      {
        AUTOMATION_ACCOUNT: ACCOUNT,
        MODEL_PACKAGE_ARN: arn,
        MODEL_PACKAGE_VERSION: arn.split("/").at(-1) ?? "",
        STARTED_BY: startedBy,
        BUILD_BUILDID: buildId,
      },
    );
    runs.push(run);
    return run;
  };

  it("lets exactly one of the runs act that one approval started, and that one again", async () => {
    const arn = await register("Approved");
    const started = ["501", "502", "503"].map((buildId) => ({ buildId, run: runFor(arn, buildId) }));
    const results = await Promise.all(
      started.map(async ({ buildId, run }) => ({ buildId, ...(await run.run("resolve")) })),
    );
    assert.deepEqual(
      results.map(({ exitCode }) => exitCode),
      [0, 0, 0],
      results.flatMap(({ lines }) => lines).join("\n"),
    );
    const [acting, ...others] = results.filter(({ outputs }) => outputs.act === "true");
    assert.ok(acting !== undefined && others.length === 0, "one run acts");
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: STATE, Key: "runs/credit-churn/1.json" }));
    assert.deepEqual(JSON.parse((await Body?.transformToString()) ?? ""), {
      buildId: acting.buildId,
      modelPackageArn: arn,
    });
    for (const { buildId, run } of started) {
      const { outputs } = await run.run("resolve");
      assert.equal(outputs.act, String(buildId === acting.buildId), `run ${buildId}, again`);
    }
  });

  it("shows the metrics that Model Build measured to whoever approves", async () => {
    const run = runFor(await register("Approved"), "510", "person");
    assert.equal((await run.run("resolve")).outputs.act, "true");
    assert.match(run.published("version/version.md"), /\| auc \| 0\.8312 \|/);
    assert.match(run.published("version/version.json"), /"isRollBack":false/);
  });

  it("rests for a version that a newer one has overtaken, unless a person asks for it", async () => {
    const [older, newer] = [await register("Approved"), await register("PendingManualApproval")];
    await sagemaker.send(
      new UpdateModelPackageCommand({ ModelPackageArn: newer, ModelApprovalStatus: "Approved" }),
    );
    const { outputs, lines } = await runFor(older, "520").run("resolve");
    assert.equal(outputs.act, "false");
    assert.match(lines.join("\n"), /version 4 is approved, too, and newer than 3/);
    assert.equal((await runFor(older, "521", "person").run("resolve")).outputs.act, "true");
    assert.equal((await runFor(newer, "522").run("resolve")).outputs.act, "true");
  });

  it("fails for a version that waits for approval", async () => {
    const { exitCode, lines, outputs } = await runFor(await register("PendingManualApproval"), "530").run(
      "resolve",
    );
    assert.deepEqual([exitCode, outputs], [1, {}]);
    assert.match(lines[0] ?? "", /ModelApprovalStatus is "PendingManualApproval", needed "Approved"/);
  });
});
