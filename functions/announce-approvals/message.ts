import * as z from "zod";
import { FinalError } from "./errors";

/** What a message of the queue asks for. */
export type Message =
  | { readonly kind: "version"; readonly arn: string }
  | { readonly kind: "execution"; readonly arn: string; readonly endedAt: string }
  | { readonly kind: "check" };

const versionArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:model-package\/[^/]+\/\d+$/,
    "expected the ARN of a version in a model package group",
  );

const executionArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:pipeline\/[^/]+\/execution\/[^/]+$/,
    "expected the ARN of an execution of a SageMaker pipeline",
  );

/** The parts of events that count: everything else is read anew. The detail of pipelines is in camel case. */
const schema = z.discriminatedUnion("detail-type", [
  z.object({
    source: z.literal("aws.sagemaker"),
    "detail-type": z.literal("SageMaker Model Package State Change"),
    detail: z.object({ ModelPackageArn: versionArn }),
  }),
  z.object({
    source: z.literal("aws.sagemaker"),
    "detail-type": z.literal("SageMaker Model Building Pipeline Execution Status Change"),
    time: z.string(),
    detail: z.object({
      pipelineExecutionArn: executionArn,
      executionEndTime: z.union([z.string(), z.number()]).optional(),
    }),
  }),
  z.object({ source: z.literal("mlops.schedule"), "detail-type": z.literal("Check of pending approvals") }),
]);

/**
 * Reads the body of a message: an event of SageMaker, or what the schedule sends.
 * @throws FinalError when it is neither.
 */
export function parseMessage(body: string): Message {
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch {
    throw new FinalError("the message is not JSON; expected an EventBridge event");
  }
  const parsed = schema.safeParse(event);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new FinalError(`the message is of no known kind: ${problems.join("; ")}`);
  }
  const { data } = parsed;
  switch (data["detail-type"]) {
    case "SageMaker Model Package State Change":
      return { kind: "version", arn: data.detail.ModelPackageArn };
    case "SageMaker Model Building Pipeline Execution Status Change":
      return {
        kind: "execution",
        arn: data.detail.pipelineExecutionArn,
        // An execution that is retried ends again under the same ARN.
        endedAt: String(data.detail.executionEndTime ?? data.time),
      };
    case "Check of pending approvals":
      return { kind: "check" };
  }
}
