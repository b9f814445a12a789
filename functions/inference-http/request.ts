import type { APIGatewayProxyEvent } from "aws-lambda";
import { Refusal } from "./answers";

/** The name of a model as settings take it. */
const MODEL = /^[a-z][a-z0-9-]{0,19}$/;

/** The model that a path is about: `/models/{name}/…`, or `/models/<model>/…` of a model with a path of its own. */
export function modelOf({ pathParameters, resource }: APIGatewayProxyEvent): string {
  const model = pathParameters?.name ?? resource.split("/")[2] ?? "";
  if (!MODEL.test(model)) {
    throw new Refusal(404, "request", "no endpoint serves this model");
  }
  return model;
}

/** A header of the request; their names ignore case. */
export function header({ headers }: APIGatewayProxyEvent, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

/** Body as bytes: API Gateway encodes those that it does not take for text. */
export function bodyOf({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer {
  if (body === null || body === "") {
    throw new Refusal(400, "request", "the request has no body");
  }
  return Buffer.from(body, isBase64Encoded ? "base64" : "utf-8");
}

export function jsonBody(event: APIGatewayProxyEvent): unknown {
  try {
    return JSON.parse(bodyOf(event).toString("utf-8"));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, "request", "the body is not JSON");
  }
}
