import assert from "node:assert/strict";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Asked, Said, StandIn } from "./stand-in";
import { proxyEvent, refusal, startStandIn } from "./stand-in";
import { askSubmitInference, BUCKET, parsed } from "./support";

const BATCH = "/models/{name}/batch-runs";

describe("submit-inference, of a batch run", () => {
  let aws: StandIn;
  before(async () => {
    aws = await startStandIn();
  });
  after(() => aws.stop());

  const handle = (event: APIGatewayProxyEvent) => askSubmitInference(event, aws);
  const JOB = "mlops-fraud-production-churn-0123456789ab";
  const started = (payload: unknown, error?: string): Said => ({
    status: 200,
    headers: error === undefined ? {} : { "x-amz-function-error": error },
    body: JSON.stringify(payload),
  });
  const start = (body: unknown) =>
    handle(proxyEvent("POST", BATCH, { pathParameters: { name: "churn" }, body: JSON.stringify(body) }));
  const run = (id: string, name = "churn") =>
    handle(proxyEvent("GET", `${BATCH}/{id}`, { pathParameters: { name, id } }));
  const answer = {
    started: true,
    transformJobName: JOB,
    transformJobArn: `arn:aws:sagemaker:eu-west-1:200000000004:transform-job/${JOB}`,
    modelPackageArn: "arn:aws:sagemaker:eu-west-1:200000000002:model-package/fraud-churn/7",
    output: `s3://${BUCKET}/batch/churn/output/2026-11-26/${JOB}/`,
  };

  it("asks the function that starts runs, with the model's own prefixes", async () => {
    aws.say(() => started(answer));
    const said = await start({ runId: "monday", instanceCount: 2 });
    assert.deepEqual(
      [said.statusCode, parsed(said)],
      [
        202,
        {
          id: JOB,
          status: "running",
          started: true,
          modelPackageArn: answer.modelPackageArn,
          output: answer.output,
        },
      ],
    );
    const [asked] = aws.asked;
    assert.equal(asked?.path, "/2015-03-31/functions/mlops-fraud-production-batch-transform/invocations");
    const { scheduledTime, ...request } = JSON.parse(asked.body) as Record<string, unknown>;
    assert.match(String(scheduledTime), /^\d{4}-\d{2}-\d{2}T/);
    assert.deepEqual(request, {
      model: "churn",
      versions: "newest-approved",
      instanceType: "ml.m5.large",
      instanceCount: 2,
      maxPayloadMb: 6,
      contentType: "text/csv",
      input: `s3://${BUCKET}/batch/churn/input/`,
      output: `s3://${BUCKET}/batch/churn/output/`,
      executionId: "api/monday",
    });
  });

  it("is refused where the body makes no sense, where nothing is to do and where the function says so", async () => {
    aws.say(() => started(answer));
    const unknown = await start({ instances: 2 });
    assert.deepEqual(
      [unknown.statusCode, parsed(unknown).message],
      [400, 'body: Unrecognized key: "instances"'],
    );
    assert.equal((await start({ input: "../payments/input/" })).statusCode, 400);
    assert.equal((await start({ input: "/etc/" })).statusCode, 400);
    assert.equal(aws.asked.length, 0);
    aws.say(() => started({ started: false, reason: "no-input" }));
    assert.deepEqual(parsed(await start({})), {
      error: "request",
      message: `there is no file below s3://${BUCKET}/batch/churn/input/`,
    });
    aws.say(() =>
      started({ errorType: "FinalError", errorMessage: "version 7 is not approved" }, "Unhandled"),
    );
    const refused = await start({});
    assert.deepEqual(
      [refused.statusCode, parsed(refused)],
      [400, { error: "request", message: "version 7 is not approved" }],
    );
    aws.say(() => started({ errorType: "Error", errorMessage: "inside" }, "Unhandled"));
    const failed = await start({});
    assert.equal(failed.statusCode, 500);
    assert.doesNotMatch(failed.body, /inside the function|"inside"/);
  });

  it("tells how a run stands", async () => {
    const job =
      (more: object) =>
      (asked: Asked): Said => {
        assert.equal(asked.headers["x-amz-target"], "SageMaker.DescribeTransformJob");
        assert.deepEqual(JSON.parse(asked.body), { TransformJobName: JOB });
        return {
          status: 200,
          body: JSON.stringify({ TransformOutput: { S3OutputPath: answer.output }, ...more }),
        };
      };
    aws.say(job({ TransformJobStatus: "InProgress", TransformStartTime: 1795672800 }));
    assert.deepEqual(parsed(await run(JOB)), {
      id: JOB,
      status: "running",
      output: answer.output,
      startedAt: "2026-11-26T06:00:00.000Z",
    });
    aws.say(job({ TransformJobStatus: "Failed", FailureReason: "ClientError: see logs" }));
    const { status, reason } = parsed(await run(JOB));
    assert.deepEqual([status, reason], ["failed", "ClientError: see logs"]);
  });

  it("knows no run of another model, and none that is not there", async () => {
    aws.say(() => refusal("ValidationException", "Could not find requested job with name: x"));
    assert.equal((await run(JOB)).statusCode, 404);
    aws.say(() => refusal("ValidationException", "Could not find requested job with name: x"));
    for (const [id, model] of [
      [JOB, "payments"],
      ["mlops-fraud-production-churn-x-0123456789ab", "churn"],
      ["mlops-fraud-staging-churn-0123456789ab", "churn"],
      ["mlops-fraud-production-churn-7", "churn"],
    ] as const) {
      assert.equal((await run(id, model)).statusCode, 404);
    }
    assert.equal(aws.asked.length, 0);
  });
});
