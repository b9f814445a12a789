import assert from "node:assert/strict";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { readSettings } from "../../../functions/submit-inference/environment";
import type { MotoServer } from "../../support/moto";
import { motoMissing, startMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import type { Said, StandIn } from "./stand-in";
import { client, proxyEvent, refusal, startStandIn } from "./stand-in";
import { askSubmitInference, BUCKET, parsed } from "./support";

const ASYNC = "/models/{name}/async-invocations";
const NO_REQUEST = "there is no such request, or it is older than its records are kept";

describeUnless(motoMissing(), "submit-inference", function () {
  let moto: MotoServer;
  let aws: StandIn;
  let s3: S3Client;
  /** As S3 is to a role that may list one prefix: what is missing is denied, not missing. */
  let restricted: S3Client;

  before(async () => {
    [moto, aws] = await Promise.all([startMoto(), startStandIn()]);
    const options = { ...client(moto.url), forcePathStyle: true };
    s3 = new S3Client(options);
    restricted = new S3Client(options);
    restricted.middlewareStack.add(
      (next) => async (args) => {
        try {
          return await next(args);
        } catch (error) {
          throw new Error("Access Denied", { cause: error });
        }
      },
      { step: "initialize" },
    );
    await s3.send(
      new CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
  });
  after(async () => {
    await Promise.all([moto.stop(), aws.stop()]);
  });

  const handle = (event: APIGatewayProxyEvent) => askSubmitInference(event, aws, restricted);
  const read = async (key: string): Promise<string | undefined> =>
    (await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))).Body?.transformToString();
  const write = (key: string, body: string, contentType: string) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body, ContentType: contentType }));

  /** An asynchronous endpoint that writes where the deploy program says. */
  const endpoint = (): Said => ({
    status: 202,
    headers: {
      "x-amzn-sagemaker-outputlocation": `s3://${BUCKET}/async/churn/output/out-1.out`,
      "x-amzn-sagemaker-failurelocation": `s3://${BUCKET}/async/churn/failure/out-1-error.out`,
    },
    body: '{"InferenceId":"1"}',
  });
  const submit = (changes: Partial<APIGatewayProxyEvent> = {}) =>
    handle(
      proxyEvent("POST", ASYNC, {
        pathParameters: { name: "churn" },
        headers: { "Content-Type": "text/csv", Accept: "text/csv" },
        body: "1,2\n3,4\n",
        ...changes,
      }),
    );
  const result = (id: string, name = "churn") =>
    handle(proxyEvent("GET", `${ASYNC}/{id}`, { pathParameters: { name, id } }));

  describe("of an asynchronous request", () => {
    it("stores the body, hands it over and answers with an id", async () => {
      aws.say(endpoint);
      const answer = await submit();
      const { id, status } = parsed(answer);
      assert.deepEqual([answer.statusCode, status], [202, "running"]);
      assert.match(String(id), /^[0-9a-f-]{36}$/);
      const [asked] = aws.asked;
      assert.equal(asked?.path, "/endpoints/mlops-fraud-production-churn/async-invocations");
      assert.equal(
        asked.headers["x-amzn-sagemaker-inputlocation"],
        `s3://${BUCKET}/async/churn/input/${String(id)}/payload`,
      );
      assert.equal(asked.headers["x-amzn-sagemaker-content-type"], "text/csv");
      assert.equal(asked.headers["x-amzn-sagemaker-accept"], "text/csv");
      assert.equal(asked.headers["x-amzn-sagemaker-inference-id"], id);
      assert.equal(await read(`async/churn/input/${String(id)}/payload`), "1,2\n3,4\n");
    });

    it("says that it is running, then gives the result as the model wrote it", async () => {
      aws.say(endpoint);
      const { id } = parsed(await submit());
      assert.deepEqual(parsed(await result(String(id))), { id, status: "running" });
      await write("async/churn/output/out-1.out", "0.2\n0.9\n", "text/csv; charset=utf-8");
      const done = await result(String(id));
      assert.deepEqual(
        [done.statusCode, done.headers?.["Content-Type"], done.body],
        [200, "text/csv; charset=utf-8", "0.2\n0.9\n"],
      );
    });

    it("gives an address in place of a result that is long, or no text", async () => {
      for (const [body, type] of [
        ["1\n".repeat(2 * 1024 * 1024 + 1), "text/csv"],
        ["parquet", "application/x-parquet"],
      ] as const) {
        aws.say(endpoint);
        const { id } = parsed(await submit());
        await write("async/churn/output/out-1.out", body, type);
        const { status, resultUrl, expiresInSeconds } = parsed(await result(String(id)));
        assert.deepEqual([status, expiresInSeconds], ["completed", 900]);
        assert.match(String(resultUrl), /async\/churn\/output\/out-1\.out\?.*X-Amz-Expires=900/);
        assert.equal(await (await fetch(String(resultUrl))).text(), body);
      }
    });

    it("gives the model's error, marked as the model's", async () => {
      aws.say(() => ({
        ...endpoint(),
        headers: {
          "x-amzn-sagemaker-outputlocation": `s3://${BUCKET}/async/churn/output/failed.out`,
          "x-amzn-sagemaker-failurelocation": `s3://${BUCKET}/async/churn/failure/failed-error.out`,
        },
      }));
      const { id } = parsed(await submit());
      await write("async/churn/failure/failed-error.out", "could not convert string to float", "text/plain");
      const failed = await result(String(id));
      assert.deepEqual(
        [failed.statusCode, parsed(failed)],
        [502, { error: "model", id, message: "could not convert string to float" }],
      );
    });

    it("knows no request of another model, and no id that it never gave", async () => {
      aws.say(endpoint);
      const { id } = parsed(await submit());
      for (const [asked, model] of [
        [String(id), "payments"],
        ["0b7e4f3a-1c2d-4e5f-8a9b-0c1d2e3f4a5b", "churn"],
        ["../../payments/input/x", "churn"],
        ["", "churn"],
      ] as const) {
        const answer = await result(asked, model);
        assert.deepEqual(
          [answer.statusCode, parsed(answer)],
          [404, { error: "request", message: NO_REQUEST }],
        );
      }
    });

    it("takes an object of the model's own input in place of a body, and no other", async () => {
      aws.say(endpoint);
      const given = (location: string) =>
        submit({
          body: null,
          headers: { "Content-Type": "text/csv", "x-amzn-sagemaker-inputlocation": location },
        });
      const location = `s3://${BUCKET}/async/churn/input/large/rows.csv`;
      assert.equal((await given(location)).statusCode, 202);
      assert.equal(aws.asked[0]?.headers["x-amzn-sagemaker-inputlocation"], location);
      for (const other of [
        "s3://elsewhere/async/churn/input/rows.csv",
        `s3://${BUCKET}/async/payments/input/rows.csv`,
        `s3://${BUCKET}/async/churn/output/rows.csv`,
        `s3://${BUCKET}/async/churn/input/../../payments/input/rows.csv`,
      ]) {
        aws.say(endpoint);
        assert.equal((await given(other)).statusCode, 400);
        assert.equal(aws.asked.length, 0);
      }
    });

    it("fails when the endpoint writes anywhere else than into the inference bucket", async () => {
      aws.say(() => ({
        ...endpoint(),
        headers: { "x-amzn-sagemaker-outputlocation": "s3://elsewhere/out" },
      }));
      const answer = await submit();
      assert.deepEqual(
        [answer.statusCode, parsed(answer)],
        [500, { error: "service", message: "the request failed inside the platform" }],
      );
      assert.match(answer.log, /s3:\/\/elsewhere\/out/);
    });

    it("says of an endpoint that is not there, or of another kind, what SageMaker says", async () => {
      aws.say(() => refusal("ValidationError", "Endpoint x of account 200000000004 not found."));
      assert.equal((await submit()).statusCode, 404);
      const kind = "Endpoint x is not an asynchronous endpoint";
      aws.say(() => refusal("ValidationError", kind));
      assert.deepEqual(parsed(await submit()), { error: "request", message: kind });
    });

    it("refuses a request without a body", async () => {
      aws.say(endpoint);
      assert.deepEqual(parsed(await submit({ body: "" })), {
        error: "request",
        message: "the request has no body",
      });
    });

    it("knows the model of a path of its own", async () => {
      aws.say(endpoint);
      await submit({ resource: "/models/churn/async-invocations", pathParameters: null });
      assert.equal(aws.asked[0]?.path, "/endpoints/mlops-fraud-production-churn/async-invocations");
    });
  });

  it("knows its routes and no others", async () => {
    const answer = await handle(proxyEvent("GET", "/models/{name}", { pathParameters: { name: "churn" } }));
    assert.equal(answer.statusCode, 404);
  });
});

describe("the environment of submit-inference", () => {
  it("fails when it is not set, and names every variable", () => {
    assert.throws(() => readSettings({}), {
      message:
        "the function's environment variables are wrong: ENDPOINT_PREFIX must be set to what names of endpoints begin with; INFERENCE_BUCKET must be set to the name of the inference bucket; BATCH_FUNCTION must be set to the name of the function that starts batch runs",
    });
  });
});
