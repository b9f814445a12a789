import { SageMakerRuntimeServiceException } from "@aws-sdk/client-sagemaker-runtime";
import { Refusal } from "./answers";

interface RuntimeError {
  readonly name: string;
  readonly message: string;
  readonly OriginalStatusCode?: number;
  readonly OriginalMessage?: string;
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** What SageMaker's refusal means to the caller; undefined where it is nothing that SageMaker has said. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof SageMakerRuntimeServiceException)) {
    return undefined;
  }
  const { name, message, OriginalStatusCode, OriginalMessage, $metadata } = error as RuntimeError;
  if (name === "ModelError") {
    return new Refusal(502, "model", OriginalMessage ?? "", { status: OriginalStatusCode ?? null });
  }
  if (
    name.startsWith("Throttling") ||
    $metadata.httpStatusCode === 429 ||
    message.includes("Rate exceeded")
  ) {
    return new Refusal(429, "throttled", "too many requests for this model: try again");
  }
  if (message.includes("not found")) {
    return new Refusal(404, "request", "no endpoint serves this model");
  }
  if (name === "ServiceUnavailable") {
    return new Refusal(503, "service", "SageMaker has no capacity: try again");
  }
  return name.startsWith("Validation") ? new Refusal(400, "request", message) : undefined;
}
