import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { jsonOf } from "../shared/json";
import type { Settings } from "./environment";

/** What an asynchronous endpoint tells its topic of an answer: the parts that count. */
const answerSchema = z.object({
  eventSource: z.literal("aws:sagemaker"),
  invocationStatus: z.literal("Completed"),
  eventTime: z.iso.datetime({ offset: true }),
  inferenceId: z.string().optional(),
  requestParameters: z.object({
    endpointName: z.string(),
    contentType: z.string().optional(),
    inputLocation: z.string().optional(),
  }),
  responseParameters: z.object({ contentType: z.string().optional(), outputLocation: z.string() }),
});

type Answer = z.output<typeof answerSchema>;

/** Name of the variant that answers: repositories/model-deploy/program/names.ts. */
const VARIANT = "AllTraffic";

/** What became of a message: the key of the record, or why there is none. */
export type Outcome = { readonly key: string } | { readonly ignored: string };

/**
 * Keeps of one answer what SageMaker keeps of those of realtime endpoints: a record in the capture bucket, where monitors
 * look for it. In place of the bodies it has their addresses, since they may have a gigabyte. Doing so again writes the same
 * record under the same key.
 *
 * @param body - Body of the SQS message: what the endpoint told its topic, as it is.
 */
export async function capture(body: string, settings: Settings, s3: S3Client): Promise<Outcome> {
  const parsed = answerSchema.safeParse(jsonOf(body));
  if (!parsed.success) {
    // SageMaker tries a topic with a message of its own, and whoever may publish can send any other.
    return { ignored: "the message tells of no answer" };
  }
  const answer = parsed.data;
  const model = modelOf(answer, settings);
  if (model === undefined) {
    return { ignored: "the endpoint is not watched" };
  }
  const prefix = `s3://${settings.inferenceBucket}/async/${model}/`;
  const { inputLocation } = answer.requestParameters;
  if (inputLocation?.startsWith(`${prefix}tests/`) === true) {
    return { ignored: "a test of Model Deploy" };
  }
  const output = outputOf(answer, `${prefix}output/`);
  if (output === undefined) {
    return { ignored: "the answer does not lie in the folder of a version: deploy the model again" };
  }
  const key = [
    model,
    output.version,
    answer.requestParameters.endpointName,
    VARIANT,
    ...hourOf(answer.eventTime),
    `${output.name}.jsonl`,
  ].join("/");
  const own = inputLocation?.startsWith(`${prefix}input/`) === true ? inputLocation : undefined;
  await s3.send(
    new PutObjectCommand({
      Bucket: settings.captureBucket,
      Key: key,
      Body: `${JSON.stringify(recordOf(answer, own, output.name))}\n`,
      ContentType: "application/jsonlines",
    }),
  );
  return { key };
}

function modelOf({ requestParameters }: Answer, { endpointPrefix, models }: Settings): string | undefined {
  return models.find((model) => requestParameters.endpointName === `${endpointPrefix}${model}`);
}

/** Answers of a version lie in a folder of its own: while traffic moves, two versions answer. */
function outputOf(
  { responseParameters: { outputLocation } }: Answer,
  prefix: string,
): { readonly version: string; readonly name: string } | undefined {
  const [version = "", name = "", ...more] = outputLocation.startsWith(prefix)
    ? outputLocation.slice(prefix.length).split("/")
    : [];
  return /^[1-9]\d*$/.test(version) && name !== "" && more.length === 0 ? { version, name } : undefined;
}

/** Year, month, day and hour in UTC, as folders of captured data are called. */
function hourOf(time: string): string[] {
  return new Date(time).toISOString().slice(0, 13).split(/[-T]/);
}

/** In the form of captured data. A request that lies elsewhere is left out: monitors count the record as one that cannot be read. */
function recordOf(answer: Answer, input: string | undefined, eventId: string): object {
  const { eventTime, inferenceId, requestParameters, responseParameters } = answer;
  return {
    captureData: {
      ...(input === undefined ? {} : { endpointInput: part("INPUT", input, requestParameters.contentType) }),
      endpointOutput: part("OUTPUT", responseParameters.outputLocation, responseParameters.contentType),
    },
    eventMetadata: {
      eventId,
      ...(inferenceId === undefined ? {} : { inferenceId }),
      inferenceTime: eventTime,
    },
    eventVersion: "0",
  };
}

function part(mode: "INPUT" | "OUTPUT", data: string, observedContentType = "text/csv"): object {
  return { observedContentType, mode, data, encoding: observedContentType.includes("json") ? "JSON" : "CSV" };
}
