import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { FinalError } from "../shared/errors";
import { problemsOf } from "../shared/json";
import type { Log } from "../shared/log";
import type { Settings } from "./environment";
import { type BatchAnswer, type BatchRequest, eventSchema, type StartedJob } from "./event";
import { createJob, findJob, type Job } from "./job";
import { ensureModel } from "./model";
import { jobName, versionArn, versionOf } from "./names";
import { chosenVersion } from "./registry";

export interface Dependencies {
  readonly settings: Settings;
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  readonly log: Log;
}

/**
 * Starts the transform job that an event asks for, at most once for each execution.
 * @throws FinalError if a person has to change something; any other error may pass
 */
export async function startBatch(event: unknown, dependencies: Dependencies): Promise<BatchAnswer> {
  const { settings, sageMaker, s3, log } = dependencies;
  const request = parse(event, settings);
  const name = jobName(settings, request);
  const found = async (): Promise<StartedJob | undefined> => {
    const job = await findJob(sageMaker, name, request);
    if (job === undefined) return undefined;
    const answer = answerOf(settings, request, name, job, false);
    log("duplicate: the job had been started before", { ...answer });
    return answer;
  };

  // Before anything else: a repeated event has to find its job even where the files or the version are gone.
  const before = await found();
  if (before !== undefined) return before;
  if (!(await hasFiles(s3, request.input))) {
    log("nothing to do: no file below the input prefix", { model: request.model, input: request.input });
    return { started: false, reason: "no-input" };
  }
  const version = await chosenVersion(sageMaker, settings, request);
  const modelName = await ensureModel(sageMaker, settings, request.model, version);
  const job = await createJob(sageMaker, settings, name, modelName, request);
  if (job === undefined) return (await found()) ?? vanished(name);
  const answer = answerOf(settings, request, name, job, true);
  log("transform job started", { ...answer });
  return answer;
}

function parse(event: unknown, { inferenceBucket }: Settings): BatchRequest {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) {
    throw new FinalError(`the event is no request for a batch: ${problemsOf(parsed.error, "event")}`);
  }
  const { model, input, output } = parsed.data;
  const own = `s3://${inferenceBucket}/batch/${model}/`;
  for (const [key, uri] of Object.entries({ input, output })) {
    if (!uri.startsWith(own)) throw new FinalError(`${key}: ${uri} is not below ${own}`);
  }
  if (input.startsWith(output) || output.startsWith(input)) {
    throw new FinalError(
      `output: ${output} and the input ${input} overlap: results would be taken for input`,
    );
  }
  return parsed.data;
}

/** Whether there is a file with something in it below a prefix; consoles leave empty objects that stand for folders. */
async function hasFiles(s3: S3Client, uri: string): Promise<boolean> {
  const { host: bucket, pathname } = new URL(uri);
  const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: pathname.slice(1) });
  for await (const { Contents = [] } of pages) {
    if (Contents.some(({ Size = 0 }) => Size > 0)) return true;
  }
  return false;
}

function answerOf(
  settings: Settings,
  { model }: BatchRequest,
  transformJobName: string,
  { arn, modelName, output }: Job,
  started: boolean,
): StartedJob {
  const modelPackageArn = versionArn(settings, model, versionOf(modelName));
  return { started, transformJobName, transformJobArn: arn, modelPackageArn, output };
}

function vanished(name: string): never {
  throw new Error(`SageMaker says that job ${name} exists, and then that it does not: try again`);
}
