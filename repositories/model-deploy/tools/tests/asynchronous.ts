import { InvokeEndpointAsyncCommand } from "@aws-sdk/client-sagemaker-runtime";

import { agreementCheck } from "./agreement";
import { widthOf } from "./case-form";
import type { Prediction, RecordedCase, RecordedCases } from "./cases";
import { judged, shownNumber, type Check } from "./check";
import type { DeploymentTest } from "./deployment";
import { malformedRequests } from "./malformed";
import { deleteObjects, parseS3Uri, readObjectIfThere, writeCsv, type ObjectPlace } from "./objects";
import { onePerRow, parsePredictions } from "./predictions";
import { qualityChecks } from "./quality";
import { reasonOf, Refusal } from "./refusal";
import { linesOf, poll, runPrefix, sleep } from "./test-run";

const POLL_MS = 2_000;
const MAX_RESULT_BYTES = 16 * 1024 * 1024;

/** What an asynchronous request came to. */
interface Result {
  readonly kind: "output" | "failure";
  readonly text: string;
  readonly seconds: number;
}

export interface AsynchronousTest {
  readonly checks: readonly Check[];
  /** What could not be cleaned up. */
  readonly notes: readonly string[];
}

/**
 * Sends one case, all cases and a malformed request as files, and waits for their results. What was written is deleted
 * afterwards, whatever happens.
 */
export async function testAsynchronous(
  test: DeploymentTest,
  cases: RecordedCases,
): Promise<AsynchronousTest> {
  const written: ObjectPlace[] = [];
  const checks: Check[] = [];
  const send = (name: string, rows: readonly string[]) => request(test, name, rows, written);
  const one = await attempt("smoke", "one case", () => smoke(send, cases.rows.slice(0, 1), widthOf(cases)));
  checks.push(...one);
  if (one.every(({ outcome }) => outcome === "passed")) {
    checks.push(...(await attempt("asynchronous", "all cases", () => all(send, test, cases))));
    checks.push(...(await attempt("contract", "malformed request", () => malformed(send, test, cases))));
  }
  return { checks, notes: await deleteObjects(test.clients.s3, written) };
}

type Send = (name: string, rows: readonly string[]) => Promise<Result>;

async function attempt(
  test: "smoke" | "asynchronous" | "contract",
  name: string,
  action: () => Promise<Check[]>,
): Promise<Check[]> {
  try {
    return await action();
  } catch (error) {
    return [judged(false, { test, name, figure: "-", threshold: "a result" }, reasonOf(error))];
  }
}

async function smoke(send: Send, one: readonly RecordedCase[], width: number): Promise<Check[]> {
  predictionsOf(await send("one", linesOf(one)), 1, width);
  return [
    { test: "smoke", name: "one case", figure: "one number", threshold: "one number", outcome: "passed" },
  ];
}

async function all(send: Send, { settings }: DeploymentTest, cases: RecordedCases): Promise<Check[]> {
  const count = cases.rows.length;
  const result = await send("cases", linesOf(cases.rows));
  const predictions = predictionsOf(result, count, widthOf(cases));
  const { maximumSeconds } = settings.asynchronous;
  return [
    judged(
      result.seconds <= maximumSeconds,
      {
        test: "asynchronous",
        name: `result of ${count} cases after`,
        figure: `${shownNumber(result.seconds)} s`,
        threshold: `at most ${maximumSeconds} s`,
      },
      "the result came too late",
    ),
    agreementCheck("contract", cases, predictions, settings.predictionTolerance),
    ...qualityChecks("quality", cases, predictions, settings.quality),
  ];
}

async function malformed(
  send: Send,
  { settings }: DeploymentTest,
  { rows, features }: RecordedCases,
): Promise<Check[]> {
  const [text] = malformedRequests(rows[0]?.row ?? "", features, settings.malformed);
  if (text === undefined) {
    return [];
  }
  const { kind } = await send("malformed", text.rows);
  const check = {
    test: "contract",
    name: `request with ${text.name}`,
    figure: kind === "failure" ? "failure object" : "result",
    threshold: text.requirement === "reported" ? "-" : "failure object",
  } as const;
  return text.requirement === "reported"
    ? [{ ...check, outcome: "reported" }]
    : [
        judged(
          kind === "failure",
          check,
          "a caller who makes this mistake would take the result for predictions",
        ),
      ];
}

function predictionsOf({ kind, text }: Result, rows: number, width: number): Prediction[] {
  if (kind === "failure") {
    throw new Refusal(`SageMaker wrote a failure: ${text.slice(0, 500)}`);
  }
  const predictions = parsePredictions(text, width);
  onePerRow(predictions, rows);
  return predictions;
}

/** Sends one file and waits for what comes of it. */
async function request(
  { clients, contract, endpointName, settings, wait = sleep, ...test }: DeploymentTest,
  name: string,
  rows: readonly string[],
  written: ObjectPlace[],
): Promise<Result> {
  const bucket = contract.inferenceBucketName;
  const input: ObjectPlace = { bucket, key: `${runPrefix(test)}${name}.csv`, owner: contract.account };
  written.push(input);
  await writeCsv(clients.s3, input, rows);
  const began = performance.now();
  const { OutputLocation, FailureLocation } = await clients.runtime.send(
    new InvokeEndpointAsyncCommand({
      EndpointName: endpointName,
      InputLocation: `s3://${bucket}/${input.key}`,
      ContentType: "text/csv",
      Accept: "text/csv",
      // After that, nobody waits for it.
      RequestTTLSeconds: Math.max(60, settings.asynchronous.maximumSeconds),
    }),
  );
  const places = [
    ["output", resultPlace(OutputLocation, input, test.model)],
    ["failure", resultPlace(FailureLocation, input, test.model)],
  ] as const;
  written.push(...places.map(([, place]) => place));
  const result = await poll(
    async () => {
      for (const [kind, place] of places) {
        const text = await readObjectIfThere(clients.s3, { ...place, maxBytes: MAX_RESULT_BYTES });
        if (text !== undefined) {
          return { kind, text, seconds: (performance.now() - began) / 1000 };
        }
      }
      return undefined;
    },
    { everyMs: POLL_MS, forMs: settings.asynchronous.maximumSeconds * 1000, wait },
  );
  if (result === undefined) {
    throw new Refusal(
      `neither a result nor a failure within ${settings.asynchronous.maximumSeconds} seconds`,
    );
  }
  return result;
}

/** Only what lies where the model's results lie is read, and deleted afterwards. */
function resultPlace(uri: string | undefined, { bucket, owner }: ObjectPlace, model: string): ObjectPlace {
  if (uri === undefined) {
    throw new Refusal("SageMaker does not say where result and failure will be");
  }
  const place = parseS3Uri(uri);
  if (place.bucket !== bucket || !place.key.startsWith(`async/${model}/`)) {
    throw new Refusal(`results are written to ${uri}, not below s3://${bucket}/async/${model}/`);
  }
  return { ...place, owner };
}
