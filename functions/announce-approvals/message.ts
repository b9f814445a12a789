import * as z from "zod";
import { parseEvent } from "../shared/event";
import { modelPackageEvent } from "../shared/model-registry";

/** What a message of the queue asks for. */
export type Message =
  | { readonly kind: "version"; readonly arn: string }
  | { readonly kind: "execution"; readonly arn: string; readonly endedAt: string }
  | { readonly kind: "check" };

const executionArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:pipeline\/[^/]+\/execution\/[^/]+$/,
    "expected the ARN of an execution of a SageMaker pipeline",
  );

/** The detail of pipelines is in camel case. */
const schema = z.discriminatedUnion("detail-type", [
  modelPackageEvent,
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
  const data = parseEvent(body, schema, "the message is of no known kind");
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
