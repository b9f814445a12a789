import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { APIGatewayProxyResult } from "aws-lambda";
import { createHandler } from "../../../functions/process-inference/create-handler";
import { readSettings } from "../../../functions/process-inference/environment";
import type { Hooks } from "../../../functions/process-inference/hooks";
import { withLog } from "../log";
import type { Asked, Said, StandIn } from "./stand-in";
import { client, context, modelError, proxyEvent, refusal, startStandIn } from "./stand-in";

const KINDS = { listed: "date", city: "category" };
const SETTINGS = readSettings(
  { ENDPOINT_PREFIX: "mlops-fraud-production-" },
  JSON.stringify({
    payments: { features: ["amount", "country", "known"], threshold: 0.8, labels: ["genuine", "fraud"] },
    segments: { features: ["age"], threshold: 0.5, labels: ["bronze", "silver", "gold"] },
    prices: { features: ["opened", "city"], threshold: 0.5, labels: [] },
    rents: { features: ["rooms", "listed", "city"], kinds: KINDS, threshold: 0.5, labels: [] },
  }),
);
const FEATURES = { country: "DE", amount: 12.5, known: true };
const ENDPOINT = "arn:aws:sagemaker:eu-west-1:200000000004:endpoint/mlops-fraud-production-payments";

describe("process-inference", () => {
  let aws: StandIn;
  before(async () => {
    aws = await startStandIn();
  });
  after(() => aws.stop());

  /** SageMaker whose endpoint says this, and whose configuration has a version, if any. */
  const sageMaker =
    (said: Said, version?: string) =>
    (asked: Asked): Said => {
      switch (asked.headers["x-amz-target"]) {
        case "SageMaker.DescribeEndpoint":
          return {
            status: 200,
            body: JSON.stringify({
              EndpointArn: ENDPOINT,
              EndpointConfigName: "mlops-fraud-production-payments-7",
            }),
          };
        case "SageMaker.ListTags":
          return {
            status: 200,
            body: JSON.stringify({
              Tags: version === undefined ? [] : [{ Key: "ModelVersion", Value: version }],
            }),
          };
        default:
          return said;
      }
    };
  const csv = (body: string): Said => ({ status: 200, headers: { "content-type": "text/csv" }, body });

  const ask = async (
    body: unknown,
    {
      headers = {},
      model = "payments",
      own,
    }: {
      headers?: Record<string, string>;
      model?: string;
      own?: Record<string, Hooks>;
    } = {},
  ): Promise<{ answer: APIGatewayProxyResult; body: unknown; log: string }> => {
    const handler = createHandler(
      SETTINGS,
      {
        runtime: new SageMakerRuntimeClient(client(aws.url)),
        sageMaker: new SageMakerClient(client(aws.url)),
      },
      new Logger({ serviceName: "process-inference" }),
      own,
    );
    const event = proxyEvent("POST", `/models/${model}/invocations`, {
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const { result, log } = await withLog(() => handler(event, context));
    return { answer: result, body: JSON.parse(result.body), log };
  };
  const invocation = (): Asked | undefined => aws.asked.find(({ path }) => path.startsWith("/endpoints/"));

  it("puts named features into the model's order, and says what the prediction means", async () => {
    aws.say(sageMaker(csv("0.87\n"), "7"));
    const { answer, body } = await ask({ features: FEATURES });
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(body, { prediction: 0.87, label: "fraud", modelVersion: 7 });
    const asked = invocation();
    assert.equal(asked?.path, "/endpoints/mlops-fraud-production-payments/invocations");
    assert.equal(asked.body, "12.5,DE,1");
    assert.equal(asked.headers["content-type"], "text/csv");
    assert.equal(asked.headers.accept, "text/csv");
  });

  it("takes the threshold for the second label, and what is below for the first", async () => {
    for (const [said, label] of [
      ["0.8", "fraud"],
      ["0.7999", "genuine"],
      ["0", "genuine"],
      ["1", "fraud"],
    ] as const) {
      aws.say(sageMaker(csv(said)));
      assert.deepEqual((await ask({ features: FEATURES })).body, {
        prediction: Number(said),
        label,
        modelVersion: null,
      });
    }
  });

  it("writes cells as CSV has them: quoted where they must be, empty where nothing is known", async () => {
    aws.say(sageMaker(csv("0.1")));
    await ask({ features: { amount: null, country: 'the "big", one', known: false } });
    assert.equal(invocation()?.body, ',"the ""big"", one",0');
  });

  it("names the probability of each of several classes, and the likeliest", async () => {
    aws.say(sageMaker(csv("0.1,0.7,0.2\n"), "7"));
    assert.deepEqual((await ask({ features: { age: 41 } }, { model: "segments" })).body, {
      prediction: { bronze: 0.1, silver: 0.7, gold: 0.2 },
      label: "silver",
      modelVersion: 7,
    });
    for (const said of ["0.3,0.7", "0.1,0.2,0.3,0.4", "0.1,,0.9", "0.1,nan,0.9"]) {
      aws.say(sageMaker(csv(said)));
      const { answer, body } = await ask({ features: { age: 41 } }, { model: "segments" });
      const message = "the model did not answer with 3 numbers, one for each label";
      assert.deepEqual([answer.statusCode, body], [502, { error: "model", message }]);
    }
  });

  it("answers with the number alone where there are no classes", async () => {
    aws.say(sageMaker(csv("-1250.5\n"), "7"));
    const features = { city: "Bern", opened: "2026-01-31" };
    assert.deepEqual((await ask({ features }, { model: "prices" })).body, {
      prediction: -1250.5,
      modelVersion: 7,
    });
    assert.equal(invocation()?.body, "2026-01-31,Bern");
  });

  it("passes on the id that captured data is found by, and gives it back", async () => {
    aws.say(sageMaker(csv("0.1")));
    const { answer } = await ask(
      { features: FEATURES },
      { headers: { "x-amzn-sagemaker-inference-id": "order-1" } },
    );
    assert.equal(invocation()?.headers["x-amzn-sagemaker-inference-id"], "order-1");
    assert.equal(answer.headers?.["X-Amzn-SageMaker-Inference-Id"], "order-1");
  });

  it("refuses features that are missing, unknown or of another kind, before the model is asked", async () => {
    aws.say(sageMaker(csv("0.1")));
    const { amount, ...rest } = FEATURES;
    for (const [request, message] of [
      [{ features: rest }, "features missing: amount"],
      [{ features: { ...rest, amuont: amount } }, "features missing: amount; unknown: amuont"],
      [
        { features: { ...rest, amount: [1] } },
        'expected {"features": {"<name>": <number, text, boolean or null>}}',
      ],
      [[1, 2], 'expected {"features": {"<name>": <number, text, boolean or null>}}'],
      ["{", "the body is not JSON"],
      ["", "the request has no body"],
    ] as const) {
      const { answer, body } = await ask(request);
      assert.deepEqual([answer.statusCode, body], [400, { error: "request", message }]);
    }
    assert.equal(invocation(), undefined);
  });

  it("holds features to their kinds where settings name them, and tells every one that does not fit", async () => {
    aws.say(sageMaker(csv("1")));
    const rent = (features: object) => ask({ features }, { model: "rents" });
    for (const features of [
      { rooms: 2.5, listed: "2026-01-31", city: "Bern" },
      { rooms: "3", listed: "2026-01-31T08:00:00+01:00", city: "" },
      { rooms: null, listed: null, city: null },
    ]) {
      assert.equal((await rent(features)).answer.statusCode, 200, JSON.stringify(features));
    }
    aws.asked.length = 0;
    const date = "listed must be a day such as 2026-01-31, or a moment with its zone";
    for (const [features, message] of [
      [
        { rooms: "two", listed: "31.01.2026", city: 8 },
        `features rooms must be a number, true or false; ${date}; city must be text`,
      ],
      [
        { rooms: " ", listed: "2026-02-30", city: "x" },
        `features rooms must be a number, true or false; ${date}`,
      ],
      [{ rooms: 1, listed: "2026-01-31T08:00:00", city: "x" }, `features ${date}`],
    ] as const) {
      const { answer, body } = await rent(features);
      assert.deepEqual([answer.statusCode, body], [400, { error: "request", message }]);
    }
    assert.equal(invocation(), undefined);
  });

  it("tells the model's errors from the platform's", async () => {
    for (const [said, status, body] of [
      [modelError("bad input", 400), 502, { error: "model", status: 400, message: "bad input" }],
      [csv("not a number"), 502, { error: "model", message: "the model did not answer with one number" }],
      [csv("0.1,0.9"), 502, { error: "model", message: "the model did not answer with one number" }],
      [
        refusal(
          "ValidationError",
          "Endpoint mlops-fraud-production-payments of account 200000000004 not found.",
        ),
        404,
        { error: "request", message: "no endpoint serves this model" },
      ],
      [
        refusal("ThrottlingException", "Rate exceeded"),
        429,
        { error: "throttled", message: "too many requests for this model: try again" },
      ],
      [
        refusal("ServiceUnavailable", "no capacity", 503),
        503,
        { error: "service", message: "SageMaker has no capacity: try again" },
      ],
      [
        refusal("AccessDeniedException", "arn:aws:sts::200000000004:… is not authorized", 403),
        500,
        { error: "service", message: "the request failed inside the platform" },
      ],
    ] as const) {
      aws.say(sageMaker(said));
      const { answer, body: given } = await ask({ features: FEATURES });
      assert.deepEqual([answer.statusCode, given], [status, body]);
    }
  });

  it("answers without the version where the version cannot be read", async () => {
    aws.say((asked) =>
      asked.headers["x-amz-target"] === undefined ? csv("0.9") : refusal("AccessDeniedException", "no", 403),
    );
    const { body, log } = await ask({ features: FEATURES });
    assert.deepEqual(body, { prediction: 0.9, label: "fraud", modelVersion: null });
    assert.match(log, /the version of the model cannot be read/);
  });

  it("stands before no model that the settings do not name", async () => {
    aws.say(sageMaker(csv("0.1")));
    for (const model of ["churn", "toString", "..", "PAYMENTS"]) {
      assert.equal((await ask({ features: FEATURES }, { model })).answer.statusCode, 404);
    }
    assert.equal(invocation(), undefined);
  });

  it("uses a model's own hooks where there are some", async () => {
    aws.say(sageMaker(csv("3"), "9"));
    const payments: Hooks = {
      preprocess: () => ({ body: "{}", contentType: "application/json", accept: "application/json" }),
      postprocess: ({ body, modelVersion }) => ({ segment: body, modelVersion }),
    };
    assert.deepEqual((await ask({ anything: true }, { own: { payments } })).body, {
      segment: "3",
      modelVersion: 9,
    });
    assert.equal(invocation()?.headers["content-type"], "application/json");
  });

  it("logs nothing of what callers send or the model answers", async () => {
    for (const [said, told] of [
      [modelError("saw secret-country", 500), /refused/],
      [refusal("InternalFailure", "saw secret-country", 403), /the request failed/],
    ] as const) {
      aws.say(sageMaker(said));
      const { log } = await ask({ features: { ...FEATURES, country: "secret-country" } });
      assert.match(log, told);
      assert.doesNotMatch(log, /secret-country|12\.5/);
    }
  });
});

describe("the environment of process-inference", () => {
  it("fails when it is not set, or the file of the models is wrong", () => {
    assert.throws(() => readSettings({}, "{}"), {
      message:
        "the function's environment variables are wrong: ENDPOINT_PREFIX must be set to what names of endpoints begin with",
    });
    for (const models of ["{", '{"payments":{"features":[]}}']) {
      assert.throws(() => readSettings({ ENDPOINT_PREFIX: "p-" }, models), {
        message: /^models\.json does not hold the models: /,
      });
    }
  });
});
