import { randomUUID } from "node:crypto";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import {
  DescribeTransformJobCommand,
  SageMakerServiceException,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import * as z from "zod";
import { json, Refusal } from "../inference-http/answers";
import { jsonBody } from "../inference-http/request";
import { problemsOf } from "../shared/json";
import type { BatchAnswer, BatchEvent } from "../start-batch-transform/event";
import type { Settings } from "./environment";

export interface BatchDependencies {
  readonly settings: Settings;
  readonly lambda: LambdaClient;
  readonly sageMaker: SageMakerClient;
  readonly now: () => Date;
}

/** A folder below `batch/<model>/`. */
const folder = z
  .string()
  .regex(
    /^([\w=-][\w.=-]*\/)+$/,
    "expected a folder below batch/<model>/ that ends with a slash, such as input/",
  );

/** A caller's request for a run; the function that starts it checks the rest. */
const bodySchema = z.strictObject({
  runId: z.string().min(1).max(200).optional(),
  versions: z.string().default("newest-approved"),
  instanceType: z.string().default("ml.m5.large"),
  instanceCount: z.int().min(1).max(100).default(1),
  maxPayloadMb: z.int().min(1).max(100).default(6),
  contentType: z.string().default("text/csv"),
  input: folder.default("input/"),
  output: folder.default("output/"),
});

const STATUSES: Readonly<Record<string, string>> = {
  InProgress: "running",
  Stopping: "running",
  Completed: "completed",
  Stopped: "stopped",
  Failed: "failed",
};

/** Starts a batch run now. The same runId again starts nothing and answers with the run that there is. */
export async function startBatchRun(
  event: APIGatewayProxyEvent,
  model: string,
  { settings, lambda, now }: BatchDependencies,
): Promise<APIGatewayProxyResult> {
  const parsed = bodySchema.safeParse(jsonBody(event));
  if (!parsed.success) {
    throw new Refusal(400, "request", problemsOf(parsed.error, "body"));
  }
  const { runId, input, output, ...rest } = parsed.data;
  const own = `s3://${settings.bucket}/batch/${model}/`;
  const request: BatchEvent = {
    ...rest,
    model,
    input: `${own}${input}`,
    output: `${own}${output}`,
    executionId: `api/${runId ?? randomUUID()}`,
    scheduledTime: now().toISOString(),
  };
  const answer = await invoke(lambda, settings.batchFunction, request);
  if (!("transformJobName" in answer)) {
    throw new Refusal(409, "request", `there is no file below ${request.input}`);
  }
  const { started, transformJobName: id, modelPackageArn } = answer;
  return json(202, { id, status: "running", started, modelPackageArn, output: answer.output });
}

/** Status of a run. A run of another model counts as missing. */
export async function batchRun(
  model: string,
  id: string,
  { settings, sageMaker }: Pick<BatchDependencies, "settings" | "sageMaker">,
): Promise<APIGatewayProxyResult> {
  const unknown = new Refusal(404, "request", "there is no such run");
  const rest = id.startsWith(`${settings.prefix}${model}-`)
    ? id.slice(settings.prefix.length + model.length + 1)
    : "";
  if (!/^[a-f0-9]{12}$/.test(rest)) {
    throw unknown;
  }
  try {
    const job = await sageMaker.send(new DescribeTransformJobCommand({ TransformJobName: id }));
    return json(200, {
      id,
      status: STATUSES[job.TransformJobStatus ?? ""] ?? "running",
      ...(job.FailureReason === undefined ? {} : { reason: job.FailureReason }),
      output: job.TransformOutput?.S3OutputPath,
      startedAt: job.TransformStartTime?.toISOString(),
      endedAt: job.TransformEndTime?.toISOString(),
    });
  } catch (error) {
    if (error instanceof SageMakerServiceException && error.name === "ResourceNotFound") throw unknown;
    if (error instanceof SageMakerServiceException && /could not find/i.test(error.message)) throw unknown;
    throw error;
  }
}

async function invoke(lambda: LambdaClient, name: string, request: BatchEvent): Promise<BatchAnswer> {
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(request) }),
  );
  const payload = JSON.parse(Buffer.from(Payload ?? []).toString("utf-8") || "null") as unknown;
  if (FunctionError === undefined) {
    return payload as BatchAnswer;
  }
  const { errorType, errorMessage } = payload as { errorType?: string; errorMessage?: string };
  if (errorType === "FinalError") {
    throw new Refusal(400, "request", errorMessage ?? "the run cannot be started");
  }
  throw new Error(`${name} failed: ${errorType ?? "unknown"} ${errorMessage ?? ""}`);
}
