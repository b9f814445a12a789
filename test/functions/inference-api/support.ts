import { Logger } from "@aws-lambda-powertools/logger";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { createHandler } from "../../../functions/submit-inference/create-handler";
import { readSettings } from "../../../functions/submit-inference/environment";
import { withLog } from "../log";
import { client, context, type StandIn } from "./stand-in";

export const BUCKET = "mlops-fraud-production-inference-200000000004";

/** Environment of the function submit-inference. */
export const SUBMIT_INFERENCE = {
  ENDPOINT_PREFIX: "mlops-fraud-production-",
  INFERENCE_BUCKET: BUCKET,
  BATCH_FUNCTION: "mlops-fraud-production-batch-transform",
};

/** Asks the function submit-inference, and gives its answer and what it wrote to the log. */
export async function askSubmitInference(
  event: APIGatewayProxyEvent,
  aws: StandIn,
  s3 = new S3Client(client(aws.url)),
): Promise<APIGatewayProxyResult & { readonly log: string }> {
  const handler = createHandler(
    readSettings(SUBMIT_INFERENCE),
    {
      s3,
      runtime: new SageMakerRuntimeClient(client(aws.url)),
      sageMaker: new SageMakerClient(client(aws.url)),
      lambda: new LambdaClient(client(aws.url)),
    },
    new Logger({ serviceName: "submit-inference" }),
  );
  const { result, log } = await withLog(() => handler(event, context));
  return { ...result, log };
}

/** The body of an answer. */
export const parsed = ({ body }: { body: string }): Record<string, unknown> =>
  JSON.parse(body) as Record<string, unknown>;
