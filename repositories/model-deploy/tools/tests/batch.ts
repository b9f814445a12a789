import { InvokeCommand } from "@aws-sdk/client-lambda";
import { DescribeTransformJobCommand, StopTransformJobCommand } from "@aws-sdk/client-sagemaker";
import { z } from "zod";

import { agreementCheck } from "./agreement";
import { widthOf } from "./case-form";
import type { RecordedCases } from "./cases";
import { judged, shownNumber, type Check } from "./check";
import type { DeploymentTest } from "./deployment";
import { deleteObjects, keysBelow, readObject, writeCsv } from "./objects";
import { onePerRow, parsePredictions } from "./predictions";
import { qualityChecks } from "./quality";
import { reasonOf, Refusal } from "./refusal";
import { linesOf, poll, runPrefix, sleep } from "./test-run";

const POLL_MS = 15_000;
const MAX_RESULT_BYTES = 16 * 1024 * 1024;
const FILE = "cases.csv";

/** What functions/start-batch-transform of the landing zone answers. */
const answerSchema = z.object({ transformJobName: z.string().min(1), modelPackageArn: z.string() });

export interface BatchTest {
  readonly checks: readonly Check[];
  /** What could not be cleaned up. */
  readonly notes: readonly string[];
}

/** Lets the account's function start a transform job on the cases, as a schedule does, and reads what it predicts. */
export async function testBatch(test: DeploymentTest, cases: RecordedCases): Promise<BatchTest> {
  const { contract, clients } = test;
  const place = { bucket: contract.inferenceBucketName, owner: contract.account };
  const prefix = runPrefix(test);
  let checks: Check[];
  try {
    await writeCsv(clients.s3, { ...place, key: `${prefix}input/${FILE}` }, linesOf(cases.rows));
    checks = await transform(test, prefix, cases);
  } catch (error) {
    checks = [
      judged(
        false,
        { test: "batch", name: "transform job", figure: "-", threshold: "predictions" },
        reasonOf(error),
      ),
    ];
  }
  return { checks, notes: await cleanUp(test, prefix) };
}

async function cleanUp({ clients, contract }: DeploymentTest, prefix: string): Promise<string[]> {
  const place = { bucket: contract.inferenceBucketName, owner: contract.account };
  try {
    const keys = await keysBelow(clients.s3, { ...place, prefix });
    return await deleteObjects(
      clients.s3,
      keys.map((key) => ({ ...place, key })),
    );
  } catch (error) {
    return [`s3://${place.bucket}/${prefix} could not be deleted: ${reasonOf(error)}`];
  }
}

async function transform(test: DeploymentTest, prefix: string, cases: RecordedCases): Promise<Check[]> {
  const { settings } = test;
  const began = performance.now();
  const job = await startJob(test, prefix);
  await untilDone(test, job);
  const minutes = (performance.now() - began) / 60_000;
  const predictions = parsePredictions(await readResult(test, prefix), widthOf(cases));
  onePerRow(predictions, cases.rows.length);
  const { maximumMinutes } = settings.batch;
  return [
    judged(
      minutes <= maximumMinutes,
      {
        test: "batch",
        name: `transform job of ${cases.rows.length} cases`,
        figure: `${shownNumber(minutes)} minutes`,
        threshold: `at most ${maximumMinutes} minutes`,
      },
      "the job took too long",
    ),
    agreementCheck("contract", cases, predictions, settings.predictionTolerance),
    ...qualityChecks("quality", cases, predictions, settings.quality),
  ];
}

/** @returns name of the job */
async function startJob(
  { clients, contract, model, version, run, batch }: DeploymentTest,
  prefix: string,
): Promise<string> {
  const uri = `s3://${contract.inferenceBucketName}/${prefix}`;
  const { instanceType, instanceCount, maxPayloadMb } = batch;
  const { Payload, FunctionError } = await clients.lambda.send(
    new InvokeCommand({
      FunctionName: contract.batch.functionArn,
      Payload: JSON.stringify({
        model,
        versions: version.arn,
        instanceType,
        instanceCount,
        maxPayloadMb,
        contentType: "text/csv",
        input: `${uri}input/`,
        output: `${uri}output/`,
        executionId: `tests-${run}`,
        scheduledTime: new Date().toISOString(),
      }),
    }),
  );
  const text = Buffer.from(Payload ?? []).toString("utf8");
  if (FunctionError !== undefined) {
    throw new Refusal(`the function that starts transform jobs failed: ${text.slice(0, 1000)}`);
  }
  const answer = answerSchema.safeParse(asJson(text));
  if (!answer.success) {
    throw new Refusal(`the function that starts transform jobs started none: ${text.slice(0, 1000)}`);
  }
  const { transformJobName, modelPackageArn } = answer.data;
  if (modelPackageArn !== version.arn) {
    throw new Refusal(`transform job ${transformJobName} runs ${modelPackageArn}, not ${version.arn}`);
  }
  return transformJobName;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Waits for the end of the job; stops it if it takes too long. */
async function untilDone({ clients, settings, wait = sleep }: DeploymentTest, name: string): Promise<void> {
  const { maximumMinutes } = settings.batch;
  const ended = await poll(
    async () => {
      const { TransformJobStatus: status, FailureReason: reason } = await clients.sagemaker.send(
        new DescribeTransformJobCommand({ TransformJobName: name }),
      );
      return status === "InProgress" || status === "Stopping" ? undefined : { status, reason };
    },
    { everyMs: POLL_MS, forMs: maximumMinutes * 60_000, wait },
  );
  if (ended === undefined) {
    const stopped = await clients.sagemaker
      .send(new StopTransformJobCommand({ TransformJobName: name }))
      .then(
        () => "it was stopped",
        (error: unknown) => `it could not be stopped: ${reasonOf(error)}`,
      );
    throw new Refusal(`transform job ${name} did not end within ${maximumMinutes} minutes; ${stopped}`);
  }
  if (ended.status !== "Completed") {
    throw new Refusal(
      `transform job ${name} ended as ${String(ended.status)}: ${ended.reason ?? "no reason is given"}`,
    );
  }
}

/** The function puts a job's results into a folder of their own: `<file>.out` for each file (API, S3OutputPath). */
async function readResult({ clients, contract }: DeploymentTest, prefix: string): Promise<string> {
  const place = { bucket: contract.inferenceBucketName, owner: contract.account };
  const keys = await keysBelow(clients.s3, { ...place, prefix: `${prefix}output/` });
  const results = keys.filter((key) => key.endsWith(`/${FILE}.out`));
  const [key] = results;
  if (key === undefined || results.length > 1) {
    throw new Refusal(
      `there are ${results.length} results ${FILE}.out below s3://${place.bucket}/${prefix}output/`,
    );
  }
  return readObject(clients.s3, { ...place, key, maxBytes: MAX_RESULT_BYTES });
}
