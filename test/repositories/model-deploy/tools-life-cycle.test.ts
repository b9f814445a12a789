import assert from "node:assert/strict";

import { CONTRACT, VERSION } from "../../../repositories/model-deploy/tests/tools/sample-run";
import type { SageMakerStandIn } from "../../../simulator/aws/sagemaker/server";
import { startSageMaker } from "../../../simulator/aws/sagemaker/server";
import type { FaultProxy } from "../../support/fault-proxy";
import { awsFault, startFaultProxy } from "../../support/fault-proxy";
import { Checkout } from "./checkout";
import { DeployRun } from "./deploy-run";

const ENDPOINT = "mlops-credit-production-churn";
const arnOf = (version: number) => VERSION.arn.replace(/7$/, String(version));

/** Versions go to production and back; AWS is played over HTTP, with its registry in the automation account. */
describe("the life cycle of versions in the model registry", () => {
  let checkout: Checkout;
  let aws: SageMakerStandIn;
  let proxy: FaultProxy;
  let runs: DeployRun[];
  before(() => {
    checkout = Checkout.create();
  });
  after(() => {
    checkout.remove();
  });
  beforeEach(async () => {
    const parameter = (stage: string, account: string) => [
      `/mlops/credit/${stage}/deployment`,
      JSON.stringify({ ...CONTRACT, environment: stage, account }),
    ];
    aws = await startSageMaker({
      account: "222222222222",
      region: "eu-west-1",
      buckets: [CONTRACT.automation.stateBucketName, CONTRACT.automation.artifactBucketName],
      modelPackageGroups: ["credit-churn"],
      parameters: Object.fromEntries([
        parameter("staging", "333333333333"),
        parameter("production", "444444444444"),
      ]) as Record<string, string>,
    });
    proxy = await startFaultProxy(aws.url);
    runs = [];
    for (let version = 1; version <= 3; version += 1) {
      aws.registry.register({
        ModelPackageGroupName: "credit-churn",
        ModelApprovalStatus: "Approved",
        InferenceSpecification: {
          Containers: [{ Image: VERSION.image, ModelDataUrl: VERSION.modelDataUrl }],
          SupportedContentTypes: ["text/csv"],
          SupportedResponseMIMETypes: ["text/csv"],
        },
        CustomerMetadataProperties: { gitCommit: `commit-${version}` },
      });
    }
  });
  afterEach(async () => {
    runs.forEach((run) => {
      run.remove();
    });
    await proxy.close();
    await aws.close();
  });

  /** A run that has come to production: its version serves. */
  const reached = async (wanted: number | "previous") => {
    const [arn, version] = wanted === "previous" ? [wanted, wanted] : [arnOf(wanted), String(wanted)];
    const run = new DeployRun(
      checkout,
      { ...aws.environment, AWS_ENDPOINT_URL: proxy.url },
      { MODEL_PACKAGE_ARN: arn, MODEL_PACKAGE_VERSION: version },
    );
    runs.push(run);
    const { exitCode, lines, outputs } = await run.run("resolve");
    assert.equal(exitCode, 0, lines.join("\n"));
    const found = (JSON.parse(outputs.version ?? "") as { version: { arn: string; version: number } })
      .version;
    serve(found.arn);
    return { run, version: found.version };
  };
  const serve = (modelPackageArn: string) => {
    const { serving } = aws;
    serving.models.set("m", { PrimaryContainer: { ModelPackageName: modelPackageArn } });
    serving.configs.set("c", {
      name: "c",
      variants: [{ VariantName: "AllTraffic", ModelName: "m", InstanceType: "ml.m5.large" }],
      shadowVariants: [],
    });
    serving.endpoints.set(ENDPOINT, { name: ENDPOINT, configName: "c" });
  };
  const promoted = async (wanted: number | "previous") => {
    const { run, version } = await reached(wanted);
    const { exitCode, lines } = await run.run("promote");
    assert.equal(exitCode, 0, lines.join("\n"));
    return version;
  };
  const stages = () =>
    aws.registry.versions("credit-churn").map(({ body }) => {
      const { Stage, StageStatus } = (body.ModelLifeCycle ?? {}) as Record<string, string>;
      return Stage === undefined ? "-" : `${Stage} ${StageStatus ?? ""}`;
    });

  it("follows deployments: one version serves, those before are retired", async () => {
    await promoted(1);
    assert.deepEqual(stages(), ["Production Serving", "-", "-"]);
    await promoted(2);
    await promoted(3);
    assert.deepEqual(stages(), ["Retired Superseded", "Retired Superseded", "Production Serving"]);
  });

  it("leads a roll-back to the version that served last before, twice in a row", async () => {
    for (const version of [1, 2, 3]) await promoted(version);
    assert.equal(await promoted("previous"), 2);
    assert.deepEqual(stages(), ["Retired Superseded", "Production Serving", "Retired RolledBack"]);
    assert.equal(await promoted("previous"), 1);
    assert.deepEqual(stages(), ["Production Serving", "Retired RolledBack", "Retired RolledBack"]);
  });

  it("leads a roll-back past a version that was rejected since", async () => {
    for (const version of [1, 2, 3]) await promoted(version);
    aws.registry.update(arnOf(2), { ModelApprovalStatus: "Rejected" });
    assert.equal(await promoted("previous"), 1);
  });

  it("is mended by the next try after a run that ended in between", async () => {
    await promoted(1);
    const { run } = await reached(2);
    proxy.fail("UpdateModelPackage", {}, awsFault("AccessDeniedException", "not now"));
    assert.equal((await run.run("promote")).exitCode, 1);
    assert.deepEqual(stages(), ["Production Serving", "Production Serving", "-"]);
    assert.equal((await run.run("promote")).exitCode, 0);
    assert.deepEqual(stages(), ["Retired Superseded", "Production Serving", "-"]);
    const before = aws.calls.filter(({ operation }) => operation === "UpdateModelPackage").length;
    assert.equal((await run.run("promote")).exitCode, 0);
    assert.equal(aws.calls.filter(({ operation }) => operation === "UpdateModelPackage").length, before);
  });

  it("survives an answer that is lost, and calls that are throttled", async () => {
    await promoted(1);
    const { run } = await reached(2);
    proxy.fail("UpdateModelPackage", { isLost: true }, awsFault("ThrottlingException", "Rate exceeded"), {
      answer: { status: 503, body: "{}" },
    });
    assert.equal((await run.run("promote")).exitCode, 0);
    assert.deepEqual(stages(), ["Retired Superseded", "Production Serving", "-"]);
  });

  it("keeps what a version was registered with, and its approval", async () => {
    await promoted(1);
    const { body, approvalStatus } = aws.registry.version(arnOf(1));
    assert.equal(approvalStatus, "Approved");
    const { gitCommit, productionSince } = body.CustomerMetadataProperties as Record<string, string>;
    assert.equal(gitCommit, "commit-1");
    assert.match(productionSince ?? "", /^\d{4}-\d\d-\d\dT/);
    const updates = aws.calls.filter(({ operation }) => operation === "UpdateModelPackage");
    assert.deepEqual(
      updates.filter(({ input }) => "ModelApprovalStatus" in (input as object)),
      [],
    );
  });

  it("stays as it is when another version serves than that of the run", async () => {
    const { run } = await reached(2);
    serve(arnOf(1));
    assert.equal((await run.run("promote")).exitCode, 1);
    assert.deepEqual(stages(), ["-", "-", "-"]);
  });
});
