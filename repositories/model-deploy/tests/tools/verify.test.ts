import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { awsError, type FakeAnswer } from "../../../shared/tests/fake-aws";
import { awsClients } from "../../tools/clients";
import { settledEndpoint } from "../../tools/current-endpoint";
import { readRunEnvironment } from "../../tools/run-environment";
import { verifySchedule } from "../../tools/verify-schedule";
import { writeDeployed } from "../../tools/workspace";
import { arnOf, CONTRACT, described, issue, SampleRun, VERSION } from "./sample-run";

const ENDPOINT = "mlops-credit-staging-churn";
const CONFIG = `${ENDPOINT}-0a1b2c3`;
const MODEL = `${ENDPOINT}-1a2b3c4`;

describe("verify", () => {
  let run: SampleRun;
  beforeEach(async () => {
    run = await SampleRun.start();
    await deployed();
    endpoint("InService");
    run.aws
      .on("DescribeEndpointConfig", {
        body: {
          EndpointConfigName: CONFIG,
          ProductionVariants: [{ VariantName: "AllTraffic", ModelName: MODEL, InstanceType: "ml.m5.large" }],
        },
      })
      .on("DescribeModel", { body: { PrimaryContainer: { ModelPackageName: arnOf(7) } } })
      .on("ListEndpointConfigs", { body: { EndpointConfigs: [{ EndpointConfigName: CONFIG }] } });
  });
  afterEach(() => run.close());

  const deployed = (outputs: object = { inference: "realtime", endpointConfigName: CONFIG }) =>
    writeDeployed(readRunEnvironment(run.environment), "staging", {
      modelPackageArn: arnOf(7),
      outputs: { ...outputs },
    });
  const endpoint = (EndpointStatus: string, more: object = {}) =>
    run.aws.on("DescribeEndpoint", {
      body: {
        EndpointStatus,
        EndpointConfigName: CONFIG,
        ProductionVariants: [{ VariantName: "AllTraffic", CurrentInstanceCount: 2 }],
        ...more,
      },
    });
  const verify = () => run.command(["verify", "--stage", "staging"]);
  const fails = async (message: string) => {
    assert.deepEqual(await verify(), { exitCode: 1, lines: [issue(message)] });
  };

  it("agrees with an endpoint that serves this version with the configuration of this run", async () => {
    assert.deepEqual(await verify(), {
      exitCode: 0,
      lines: [`The endpoint ${ENDPOINT} is in service with version 7 of credit-churn (${CONFIG}).`],
    });
  });

  it("fails when SageMaker took the update back, which Pulumi reports as a success", async () => {
    endpoint("InService", { EndpointConfigName: `${ENDPOINT}-9f8e7d6` });
    await fails(
      `SageMaker took the update of ${ENDPOINT} back: it serves with ${ENDPOINT}-9f8e7d6, not with ${CONFIG} of version 7 of credit-churn. An alarm rang, or the update took too long: look at the endpoint's alarms in CloudWatch. Callers get the answers of the version before`,
    );
    assert.deepEqual(run.aws.inputs("DeleteEndpointConfig"), []);
  });

  it("fails when the model is of another version", async () => {
    run.aws.on("DescribeModel", { body: { PrimaryContainer: { ModelPackageName: arnOf(6) } } });
    await fails(
      `the endpoint ${ENDPOINT} serves ${arnOf(6)}, not version 7 of credit-churn: another run may have deployed in between. Start the run again`,
    );
  });

  it("fails when the model is gone", async () => {
    run.aws.on("DescribeModel", awsError("ValidationException", 'Could not find model "arn".'));
    await fails(
      `the endpoint ${ENDPOINT} serves a model that is no longer there, not version 7 of credit-churn: another run may have deployed in between. Start the run again`,
    );
  });

  for (const status of ["Failed", "OutOfService", "UpdateRollbackFailed"]) {
    it(`fails when the endpoint is ${status}`, async () => {
      endpoint(status, { FailureReason: "the container does not answer pings" });
      await fails(`the endpoint ${ENDPOINT} is ${status}: the container does not answer pings`);
    });
  }

  it("fails when there is no endpoint", async () => {
    run.aws.on("DescribeEndpoint", awsError("ValidationException", 'Could not find endpoint "arn".'));
    await fails(`there is no endpoint ${ENDPOINT}: version 7 of credit-churn does not serve`);
  });

  it("takes image and archive of a serverless endpoint, the image from its own registry", async () => {
    const image = "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/churn:7";
    run.register(
      described(7, {
        InferenceSpecification: {
          Containers: [{ Image: image, ModelDataUrl: VERSION.modelDataUrl }],
          SupportedContentTypes: ["text/csv"],
        },
      }),
    );
    const version = JSON.stringify({ format: 1, isRollBack: false, version: { ...VERSION, image } });
    const container = (Image: string): FakeAnswer => ({
      body: { PrimaryContainer: { Image, ModelDataUrl: VERSION.modelDataUrl } },
    });
    const argv = ["verify", "--stage", "staging"];
    run.aws.on("DescribeModel", container(image.replace("222222222222", "333333333333")));
    assert.equal((await run.command(argv, { VERSION: version })).exitCode, 0);
    run.aws.on("DescribeModel", container(image.replace("churn:7", "churn:6")));
    assert.equal((await run.command(argv, { VERSION: version })).exitCode, 1);
  });

  it("fails when this job deployed nothing, or another version", async () => {
    const none = "this job deployed nothing: run up --stage staging before verify";
    assert.deepEqual(await run.command(["verify", "--stage", "staging"], { BUILD_BUILDID: "418" }), {
      exitCode: 2,
      lines: [issue(none)],
    });
    assert.equal((await run.command(["verify", "--stage", "production"])).exitCode, 2);
  });

  it("deletes what the endpoint no longer uses, and nothing of others", async () => {
    const old = `${ENDPOINT}-ffffff0`;
    const names = [
      CONFIG,
      old,
      `${ENDPOINT}-x-ffffff1`,
      `x-${ENDPOINT}-ffffff2`,
      `${ENDPOINT}-shadow-ffffff3`,
    ];
    const variant = (ModelName: string) => ({ VariantName: "AllTraffic", ModelName });
    run.aws
      .on("ListEndpointConfigs", {
        body: { EndpointConfigs: names.map((EndpointConfigName) => ({ EndpointConfigName })) },
      })
      .on("DescribeEndpointConfig", ({ EndpointConfigName }) => ({
        body:
          EndpointConfigName === old
            ? {
                ProductionVariants: [variant(`${ENDPOINT}-ffffff4`)],
                ShadowProductionVariants: [variant(MODEL), variant(`${ENDPOINT}-shadow-ffffff5`)],
              }
            : { ProductionVariants: [variant(MODEL)] },
      }))
      .on("DeleteModel", awsError("ValidationException", 'Could not find model "arn".'), {})
      .on("DeleteEndpointConfig", {});
    const { exitCode, lines } = await verify();
    assert.equal(exitCode, 0);
    assert.deepEqual(lines.slice(1), [
      `Deleted the model ${ENDPOINT}-ffffff4, which nothing uses.`,
      `Deleted the model ${ENDPOINT}-shadow-ffffff5, which nothing uses.`,
      `Deleted the configuration ${old}, which nothing uses.`,
    ]);
    assert.deepEqual(run.aws.inputs("DeleteEndpointConfig"), [{ EndpointConfigName: old }]);
  });

  it("warns, and does not fail, when it may not delete", async () => {
    run.aws.on("ListEndpointConfigs", awsError("AccessDeniedException", "not authorized"));
    const { exitCode, lines } = await verify();
    assert.equal(exitCode, 0);
    assert.match(lines[1] ?? "", /^##vso\[task\.logissue type=warning\]what the endpoint no longer uses/);
  });
});

describe("the commands of a stage", () => {
  let run: SampleRun;
  beforeEach(async () => {
    run = await SampleRun.start();
  });
  afterEach(() => run.close());

  for (const argv of [
    ["up", "--stage", "staging"],
    ["up", "--stage", "production"],
    ["verify", "--stage", "production"],
    ["test", "--stage", "staging"],
    ["promote"],
  ]) {
    it(`look the version up again: ${argv.join(" ")} fails once it is rejected`, async () => {
      run.register(described(7, { ModelApprovalStatus: "Rejected" }));
      assert.deepEqual(await run.command(argv), {
        exitCode: 1,
        lines: [
          issue(
            'version 7 of credit-churn cannot be deployed:\nModelApprovalStatus is "Rejected", needed "Approved"',
          ),
        ],
      });
      assert.deepEqual(run.aws.operations, ["GetParameter", "DescribeModelPackage"]);
    });
  }

  it("fail when the version is no longer what was resolved and tested", async () => {
    run.register(
      described(7, {
        InferenceSpecification: {
          Containers: [{ Image: VERSION.image, ModelDataUrl: "s3://elsewhere/model.tar.gz" }],
          SupportedContentTypes: ["text/csv"],
        },
      }),
    );
    assert.deepEqual(await run.command(["up", "--stage", "production"]), {
      exitCode: 1,
      lines: [
        issue(
          `version 7 of credit-churn was changed after this run had begun:\nmodelDataUrl was ${VERSION.modelDataUrl}, now it is s3://elsewhere/model.tar.gz\nstart a new run`,
        ),
      ],
    });
  });

  for (const [what, VERSION_TEXT] of [
    ["missing", undefined],
    ["not what resolve found", "$(resolve.version)"],
    [
      "another model's",
      JSON.stringify({ format: 1, isRollBack: false, version: { ...VERSION, group: "credit-x" } }),
    ],
  ] as const) {
    it(`fail when VERSION is ${what}`, async () => {
      const { exitCode } = await run.command(["verify", "--stage", "staging"], { VERSION: VERSION_TEXT });
      assert.equal(exitCode, 2);
      assert.deepEqual(run.aws.operations, ["GetParameter"]);
    });
  }

  it("wait for an endpoint that still changes, for so long and no longer", async () => {
    const state = (EndpointStatus: string) => ({ body: { EndpointStatus, EndpointConfigName: "c" } });
    run.aws
      .on("DescribeEndpoint", state("Updating"), state("Updating"), state("RollingBack"), state("InService"))
      .on("DescribeEndpointConfig", { body: { ProductionVariants: [] } });
    const { sagemaker } = awsClients(run.environment, "eu-west-1");
    const { signal } = new AbortController();
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const settled = await settledEndpoint(sagemaker, "e", { minutes: 1, intervalSeconds: 0, signal }, print);
    assert.equal(settled?.status, "InService");
    assert.deepEqual(lines, [
      "The endpoint e is Updating: waiting.",
      "The endpoint e is RollingBack: waiting.",
    ]);
    run.aws.on("DescribeEndpoint", state("Updating"));
    await assert.rejects(
      settledEndpoint(sagemaker, "e", { minutes: 0, intervalSeconds: 0, signal }, print),
      /the endpoint e is still Updating after 0 minutes: wait until it no longer is/,
    );
  });

  it("look at the schedule of batch jobs", async () => {
    const { scheduler } = awsClients(run.environment, "eu-west-1");
    const { functionArn } = CONTRACT.batch;
    const schedule = (State: string, Arn: string, versions: string): FakeAnswer => ({
      body: { State, Target: { Arn, Input: JSON.stringify({ model: "churn", versions }) } },
    });
    const lines: string[] = [];
    const look = (versions: "deployed" | "newest-approved" = "deployed") =>
      verifySchedule(scheduler, { name: "s", functionArn, versions, version: VERSION }, (line) =>
        lines.push(line),
      );
    run.aws.on("GET /schedules/s", schedule("ENABLED", functionArn, arnOf(7)));
    await look();
    assert.deepEqual(lines, [`The schedule s is enabled and asks for ${arnOf(7)}.`]);
    await assert.rejects(look("newest-approved"), /it does not ask for newest-approved$/);
    run.aws.on("GET /schedules/s", schedule("DISABLED", `${functionArn}-old`, arnOf(6)));
    await assert.rejects(look(), {
      message: `the schedule s is not what was deployed:\nit is DISABLED, needed ENABLED\nit calls ${functionArn}-old, needed ${functionArn}\nit does not ask for ${arnOf(7)}`,
    });
    run.aws.on("GET /schedules/s", {
      status: 404,
      body: { __type: "ResourceNotFoundException", message: "no" },
    });
    await assert.rejects(look(), { message: "there is no schedule s: no batch job will start" });
  });
});
