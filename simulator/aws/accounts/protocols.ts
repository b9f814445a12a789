import { AwsError } from "../sagemaker/aws-error";
import type { AwsAnswer, AwsRequest } from "../sagemaker/http";
import { xml } from "../sagemaker/xml";
import type { Input, JsonOperation } from "./json-operations";
import type { Asker, Form, QueryOperation } from "./operations";
import { accountOf } from "./operations";

/** A request as its service reads it. */
export interface ReadRequest {
  readonly operation: string;
  readonly answer: (asker: Asker) => AwsAnswer;
}

/** How a service reads requests, and says that something is wrong. */
export interface AccountProtocol {
  /** @throws AwsError if the stand-in does not know the operation */
  readonly read: (request: AwsRequest) => ReadRequest;
  readonly failed: (error: AwsError) => AwsAnswer;
}

const XML = { "Content-Type": "text/xml" };
const JSON_1_1 = { "Content-Type": "application/x-amz-json-1.1" };
const JSON_REST = { "Content-Type": "application/json" };

/** The query protocol: a form goes in, XML comes out. */
export function queryProtocol(operations: Readonly<Record<string, QueryOperation>>): AccountProtocol {
  return {
    read: ({ body }) => {
      const form = Object.fromEntries(new URLSearchParams(body.toString("utf8"))) as Form;
      const operation = form.Action ?? "";
      const answer = known(operations, operation);
      return {
        operation,
        answer: (asker) => ({
          status: 200,
          headers: XML,
          body: xml(`${operation}Response`, answer(form, asker)),
        }),
      };
    },
    failed: ({ code, message, status }) => ({
      status,
      headers: XML,
      body: xml("ErrorResponse", { Error: { Type: "Sender", Code: code, Message: message } }),
    }),
  };
}

/** That of EC2, which differs in how it tells errors. */
export function ec2Protocol(operations: Readonly<Record<string, QueryOperation>>): AccountProtocol {
  return {
    ...queryProtocol(operations),
    failed: ({ code, message, status }) => ({
      status,
      headers: XML,
      body: xml("Response", { Errors: { Error: { Code: code, Message: message } } }),
    }),
  };
}

/** AWS JSON 1.1: the operation is in a header. */
export function jsonAccountProtocol(operations: Readonly<Record<string, JsonOperation>>): AccountProtocol {
  return {
    read: ({ headers, body }) => {
      const [, operation = ""] = String(headers["x-amz-target"]).split(".");
      const answer = known(operations, operation);
      const input = JSON.parse(body.toString("utf8")) as Input;
      return {
        operation,
        answer: (asker) => ({ status: 200, headers: JSON_1_1, body: JSON.stringify(answer(input, asker)) }),
      };
    },
    failed: ({ code, message, status }) => ({
      status,
      headers: JSON_1_1,
      body: JSON.stringify({ __type: code, message }),
    }),
  };
}

/** The one operation of Lambda that tells limits. */
export const LAMBDA: AccountProtocol = {
  read: ({ method, url }) => {
    if (method !== "GET" || !url.startsWith("/2016-08-19/account-settings")) {
      throw unknown(`${method} ${url}`);
    }
    return {
      operation: "GetAccountSettings",
      answer: (asker) => ({
        status: 200,
        headers: JSON_REST,
        body: JSON.stringify({ AccountLimit: { ConcurrentExecutions: accountOf(asker).concurrency } }),
      }),
    };
  },
  failed: ({ code, message, status }) => ({
    status,
    headers: { ...JSON_REST, "x-amzn-errortype": code },
    body: JSON.stringify({ Message: message }),
  }),
};

/** The one operation of CloudWatch's cross-account observability that tells sinks, one on a page. */
export const OAM: AccountProtocol = {
  read: ({ method, url, body }) => {
    if (method !== "POST" || url !== "/ListSinks") {
      throw unknown(`${method} ${url}`);
    }
    const { NextToken } = JSON.parse(body.toString("utf8")) as { readonly NextToken?: string };
    const place = Number(NextToken ?? 0);
    return {
      operation: "ListSinks",
      answer: (asker) => {
        const names = accountOf(asker).metricSinks;
        return {
          status: 200,
          headers: JSON_REST,
          body: JSON.stringify({
            Items: names.slice(place, place + 1).map((Name) => ({ Name })),
            ...(place + 1 < names.length ? { NextToken: String(place + 1) } : {}),
          }),
        };
      },
    };
  },
  failed: ({ code, message, status }) => ({
    status,
    headers: { ...JSON_REST, "x-amzn-errortype": code },
    body: JSON.stringify({ message }),
  }),
};

/** Whether a bucket is there, and where. Answers to HEAD have no body: the SDK names an error by the status. */
export const S3: AccountProtocol = {
  read: ({ method, url }) => {
    const [, bucket = "", key] = /^\/([^/?]+)\/?([^?]*)/.exec(url) ?? [];
    if (method !== "HEAD" || key !== "") {
      throw unknown(`${method} ${url}`);
    }
    return {
      operation: "HeadBucket",
      answer: ({ world, region }) => {
        const place = world.buckets.get(bucket);
        if (place === undefined) {
          return { status: 404, body: "" };
        }
        return { status: place === region ? 200 : 301, headers: { "x-amz-bucket-region": place }, body: "" };
      },
    };
  },
  failed: ({ status }) => ({ status, headers: {}, body: "" }),
};

function known<T>(operations: Readonly<Record<string, T>>, name: string): T {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) {
    throw unknown(name);
  }
  return operation;
}

function unknown(what: string): AwsError {
  return new AwsError("UnknownOperationException", `the stand-in does not answer ${what}`);
}
