import assert from "node:assert/strict";

import {
  ANSWERS,
  answerParameters,
  GATEWAY_ANSWERS,
  integrationParameters,
  methodParameters,
  requestTemplate,
} from "../../../components/inference/inference-api-mappings";
import { renderTemplate } from "./vtl";

const PREFIX = "mlops-fraud-production-";

const request = (name: string, body: string) =>
  renderTemplate(requestTemplate(PREFIX), { body, parameters: { name } });

/** What a caller gets for an answer of SageMaker. */
function answered(status: string, body: string): { status: unknown; body: unknown } {
  const found = ANSWERS.filter(
    ({ pattern }) => pattern !== undefined && new RegExp(`^${pattern}$`).test(status),
  );
  assert.ok(found.length <= 1, `two answers are for ${status}`);
  const answer = found[0] ?? ANSWERS.find(({ pattern }) => pattern === undefined);
  assert.ok(answer);
  if (answer.template === undefined) return { status: answer.status, body };
  const { text, context } = renderTemplate(answer.template, { body });
  return { status: context.responseOverride.status ?? answer.status, body: JSON.parse(text) };
}

const modelError = (message: string, status: number | undefined = 500): string =>
  JSON.stringify({
    ErrorCode: "CLIENT_ERROR_FROM_MODEL",
    LogStreamArn: "arn:aws:logs:eu-west-1:200000000004:log-group:/aws/sagemaker/Endpoints/x",
    Message: `Received error from primary with message "${message}"`,
    OriginalMessage: message,
    OriginalStatusCode: status,
  });

describe("the template of a request", () => {
  it("names the model's endpoint", () => {
    assert.deepEqual(request("churn", "1,2").context.requestOverride.path, {
      endpoint: "mlops-fraud-production-churn",
    });
  });

  it("passes the body on as it came", () => {
    for (const body of [
      "1,2,3\n4,5,6\n",
      '{"instances":[[1,"a $b #c"]]}',
      '"quoted ""cell""",2\r\n',
      "$input.body",
    ]) {
      assert.equal(request("churn", body).text, body);
    }
  });

  it("asks for a model that nobody has where the name is none", () => {
    for (const name of [
      "",
      "Churn",
      "../x",
      "churn/../payments",
      "a".repeat(21),
      "churn\n",
      "1churn",
      "a b",
    ]) {
      assert.deepEqual(request(name, "1").context.requestOverride.path, {
        endpoint: "mlops-fraud-production-no--model",
      });
    }
  });

  it("takes the longest name that settings take", () => {
    const name = "a".repeat(20);
    assert.deepEqual(request(name, "1").context.requestOverride.path, { endpoint: `${PREFIX}${name}` });
  });

  it("is one line, since what stands between directives would be part of the body", () => {
    assert.doesNotMatch(requestTemplate(PREFIX), /\n/);
  });
});

describe("the answers of the API", () => {
  it("pass a prediction on as it is", () => {
    assert.deepEqual(answered("200", "0.87\n"), { status: "200", body: "0.87\n" });
  });

  it("say of the model's error that it is the model's, and not where its logs are", () => {
    assert.deepEqual(answered("424", modelError('could not convert "abc"\nto float, it\'s text')), {
      status: "502",
      body: { error: "model", status: 500, message: 'could not convert "abc"\nto float, it\'s text' },
    });
    assert.deepEqual(answered("424", "{}"), {
      status: "502",
      body: { error: "model", status: null, message: "" },
    });
  });

  it("say 404 of an endpoint that is not there, without the account", () => {
    const said = `{"message":"Endpoint ${PREFIX}churn of account 200000000004 not found."}`;
    assert.deepEqual(answered("400", said), {
      status: 404,
      body: { error: "request", message: "no endpoint serves this model" },
    });
  });

  it("say 429 of too many requests, in both forms that SageMaker has", () => {
    const body = { error: "throttled", message: "too many requests for this model: try again" };
    assert.deepEqual(answered("429", "{}"), { status: "429", body });
    assert.deepEqual(answered("400", '{"message":"Rate exceeded"}'), { status: 429, body });
    assert.deepEqual(answered("400", '{"__type":"ThrottlingException","message":""}'), { status: 429, body });
  });

  it("pass on what is wrong with a request, however SageMaker spells the key", () => {
    for (const key of ["message", "Message"]) {
      assert.deepEqual(answered("400", JSON.stringify({ [key]: 'the "Body" isn\'t there' })), {
        status: "400",
        body: { error: "request", message: 'the "Body" isn\'t there' },
      });
    }
  });

  it("tell of a service that has no capacity, and of everything that nobody thought of", () => {
    assert.deepEqual(answered("503", "{}"), {
      status: "503",
      body: { error: "service", message: "SageMaker has no capacity: try again" },
    });
    for (const status of ["403", "413", "500", "530", "504"]) {
      assert.deepEqual(answered(status, "<UnknownOperationException/>"), {
        status: "500",
        body: { error: "service", message: "SageMaker did not answer as it should" },
      });
    }
  });

  it("map each status once", () => {
    assert.equal(new Set(ANSWERS.map(({ status }) => status)).size, ANSWERS.length);
    assert.deepEqual(
      ANSWERS.filter(({ pattern }) => pattern === undefined).map(({ status }) => status),
      ["500"],
    );
  });
});

describe("the headers of the API", () => {
  it("reach SageMaker: content type, accept and the id that captured data is found by", () => {
    assert.deepEqual(integrationParameters(), {
      "integration.request.path.endpoint": "method.request.path.name",
      "integration.request.header.Content-Type": "method.request.header.Content-Type",
      "integration.request.header.Accept": "method.request.header.Accept",
      "integration.request.header.X-Amzn-SageMaker-Inference-Id":
        "method.request.header.X-Amzn-SageMaker-Inference-Id",
    });
    assert.deepEqual(methodParameters(), {
      "method.request.path.name": true,
      "method.request.header.Content-Type": true,
      "method.request.header.Accept": false,
      "method.request.header.X-Amzn-SageMaker-Inference-Id": false,
    });
  });

  it("come back with a prediction; an error is always JSON", () => {
    assert.deepEqual(answerParameters({ status: "200", pattern: "200" }), {
      "method.response.header.Content-Type": "integration.response.header.Content-Type",
      "method.response.header.X-Amzn-Invoked-Production-Variant":
        "integration.response.header.x-Amzn-Invoked-Production-Variant",
      "method.response.header.X-Amzn-SageMaker-Inference-Id":
        "integration.response.header.X-Amzn-SageMaker-Inference-Id",
    });
    assert.deepEqual(answerParameters({ status: "500", template: "{}" }), {
      "method.response.header.Content-Type": "'application/json'",
    });
  });
});

describe("what the gateway itself answers", () => {
  /** API Gateway puts variables into these templates and knows nothing else of Velocity. */
  const filled = (template: string): unknown =>
    JSON.parse(
      template
        .replace("$context.error.responseType", "THROTTLED")
        .replace("$context.error.messageString", '"Too Many Requests"')
        .replace("$context.error.validationErrorString", "[object has missing required properties]"),
    );

  it("is marked, so that nobody takes it for the model", () => {
    assert.deepEqual(
      Object.fromEntries(Object.entries(GATEWAY_ANSWERS).map(([type, template]) => [type, filled(template)])),
      {
        DEFAULT_4XX: { error: "gateway", type: "THROTTLED", message: "Too Many Requests" },
        DEFAULT_5XX: { error: "gateway", type: "THROTTLED", message: "Too Many Requests" },
        BAD_REQUEST_BODY: {
          error: "gateway",
          type: "THROTTLED",
          message: "[object has missing required properties]",
        },
      },
    );
  });

  it("holds no directives", () => {
    for (const template of Object.values(GATEWAY_ANSWERS)) {
      assert.doesNotMatch(template, /#|\$(?!context\.error\.)/);
    }
  });
});
