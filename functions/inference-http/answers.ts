/** Answers that the functions behind the inference API have in common with the API itself: docs/inference-api.md. */
import type { APIGatewayProxyResult } from "aws-lambda";

/** Who has to do something: the caller, whoever built the model, or whoever runs the platform. */
export type ErrorKind = "request" | "model" | "service" | "throttled";

/** Thrown to end a request with an error; the message goes to the caller. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly kind: ErrorKind,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export function json(
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

export function refused({ status, kind, message, details }: Refusal): APIGatewayProxyResult {
  return json(status, { error: kind, ...details, message });
}

/** What somebody who calls need not know; the log has it. */
export const OUT_OF_ORDER = new Refusal(500, "service", "the request failed inside the platform");
