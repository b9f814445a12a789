import { AwsError } from "./aws-error";
import type { AwsAnswer, AwsRequest, Protocol } from "./http";
import type { Serving } from "./serving";

const JSON_BODY = { "Content-Type": "application/json" };

/** SageMaker signs requests to its runtime with the same name, and tells them apart by their host; here the path does. */
export function withRuntime(sagemaker: Protocol, serving: Serving): Protocol {
  const runtime = runtimeProtocol(serving);
  return {
    read: (request) =>
      request.url.startsWith("/endpoints/") ? runtime.read(request) : sagemaker.read(request),
    failed: (code, message, status) => ({
      ...sagemaker.failed(code, message, status),
      // The JSON protocol reads the code from the body, the runtime's from a header.
      headers: { "Content-Type": "application/x-amz-json-1.1", "x-amzn-errortype": code },
    }),
  };
}

function runtimeProtocol(serving: Serving): Protocol {
  return {
    read: (request) => {
      const [, name = "", kind] =
        /^\/endpoints\/([^/]+)\/(async-invocations|invocations)$/.exec(decodeURIComponent(request.url)) ?? [];
      if (kind === undefined) {
        throw new AwsError("UnknownOperationException", `the stand-in does not answer ${request.url}`, 404);
      }
      return kind === "invocations"
        ? {
            operation: "InvokeEndpoint",
            input: { EndpointName: name },
            answer: () => invoked(serving, name, request),
          }
        : {
            operation: "InvokeEndpointAsync",
            input: { EndpointName: name, InputLocation: request.headers["x-amzn-sagemaker-inputlocation"] },
            answer: () => invokedLater(serving, name, request),
          };
    },
    failed: failedRest,
  };
}

function invoked(serving: Serving, name: string, { body }: AwsRequest): AwsAnswer {
  const variant = serving.config(serving.endpoint(name).configName).variants[0]?.VariantName ?? "";
  const rows = body
    .toString("utf8")
    .split("\n")
    .filter((row) => row !== "");
  const headers = { "Content-Type": "text/csv; charset=utf-8", "x-Amzn-Invoked-Production-Variant": variant };
  // As AWS's image for XGBoost answers a request without content.
  if (rows.length === 0) return { status: 200, headers, body: "" };
  const answer = serving.predict(rows);
  if ("refused" in answer) {
    const message = `Received client error (400) from primary with message "${answer.refused}".`;
    return {
      status: 424,
      headers: { ...JSON_BODY, "x-amzn-errortype": "ModelError" },
      body: JSON.stringify({
        Message: message,
        OriginalStatusCode: 400,
        OriginalMessage: answer.refused,
      }),
    };
  }
  return { status: 200, headers, body: answer.join("\n") };
}

function invokedLater(serving: Serving, name: string, { headers }: AwsRequest): AwsAnswer {
  const input = String(headers["x-amzn-sagemaker-inputlocation"]);
  const { output, failure } = serving.answerAsynchronously(name, input);
  return {
    status: 202,
    headers: {
      ...JSON_BODY,
      "X-Amzn-SageMaker-OutputLocation": output,
      "X-Amzn-SageMaker-FailureLocation": failure,
    },
    body: JSON.stringify({ InferenceId: `stand-in-${serving.place.now()}` }),
  };
}

/** A function by its name or ARN; what it returns is its answer, as JSON. */
export type Functions = Readonly<Record<string, (event: unknown) => Promise<unknown>>>;

/** Lambda's Invoke, for functions whose code runs here. Answers are awaited before the protocol is asked for them. */
export function lambdaProtocol(functions: Functions): Protocol {
  return {
    read: ({ url, body }) => {
      const [, name = ""] =
        /^\/2015-03-31\/functions\/(.+)\/invocations$/.exec(decodeURIComponent(url)) ?? [];
      const work = functions[name];
      if (work === undefined) {
        throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`, 404);
      }
      const event = JSON.parse(body.toString("utf8")) as unknown;
      return {
        operation: "Invoke",
        input: { FunctionName: name, Payload: event },
        answer: async () => {
          try {
            return { status: 200, headers: JSON_BODY, body: JSON.stringify(await work(event)) };
          } catch (error) {
            const { name: errorType, message: errorMessage } = error as Error;
            const headers = { ...JSON_BODY, "X-Amz-Function-Error": "Unhandled" };
            return { status: 200, headers, body: JSON.stringify({ errorType, errorMessage }) };
          }
        },
      };
    },
    failed: failedRest,
  };
}

/** EventBridge Scheduler's GetSchedule. */
export function schedulerProtocol(serving: Serving): Protocol {
  return {
    read: ({ method, url }) => {
      const [, name = ""] = /^\/schedules\/([^/?]+)/.exec(decodeURIComponent(url)) ?? [];
      if (method !== "GET" || name === "") {
        throw new AwsError("UnknownOperationException", `the stand-in does not answer ${method} ${url}`, 404);
      }
      return {
        operation: "GetSchedule",
        input: { Name: name },
        answer: () => {
          const schedule = serving.schedules.get(name);
          if (schedule === undefined) {
            throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
          }
          const body = {
            Name: name,
            State: "ENABLED",
            Target: { Arn: schedule.targetArn, Input: schedule.input },
          };
          return { status: 200, headers: JSON_BODY, body: JSON.stringify(body) };
        },
      };
    },
    failed: failedRest,
  };
}

function failedRest(code: string, message: string, status: number): AwsAnswer {
  return {
    status,
    headers: { ...JSON_BODY, "x-amzn-errortype": code },
    body: JSON.stringify({ Message: message, message }),
  };
}
