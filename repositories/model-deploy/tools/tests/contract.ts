import { agreementCheck } from "./agreement";
import type { Prediction, RecordedCase, RecordedCases } from "./cases";
import { judged, type Check } from "./check";
import type { Answer, Failure } from "./invoke";
import { malformedCheck, malformedRequests } from "./malformed";
import type { TestSettings } from "./settings";

/** Asks the deployment about rows of CSV. */
export type Ask = (rows: readonly string[]) => Promise<Answer | Failure>;

/** Largest request, far below what any type of endpoint takes (serverless: 4 MB). */
const MAX_REQUEST_BYTES = 256 * 1024;
const MAX_REQUEST_ROWS = 100;

/** The cases in requests of many rows each, in order. */
export function batches(cases: readonly RecordedCase[]): RecordedCase[][] {
  const found: RecordedCase[][] = [];
  let bytes = 0;
  for (const each of cases) {
    const size = Buffer.byteLength(each.row) + 1;
    const last = found.at(-1);
    if (last === undefined || last.length >= MAX_REQUEST_ROWS || bytes + size > MAX_REQUEST_BYTES) {
      found.push([each]);
      bytes = size;
    } else {
      last.push(each);
      bytes += size;
    }
  }
  return found;
}

/** What the contract test found out, and the predictions for the test of quality; undefined if not all rows have one. */
export interface ContractResult {
  readonly checks: readonly Check[];
  readonly predictions: readonly Prediction[] | undefined;
}

/** Whether the deployment answers what was recorded, row by row, and refuses what is malformed. */
export async function testContract(
  ask: Ask,
  recorded: RecordedCases,
  { predictionTolerance, malformed }: Pick<TestSettings, "predictionTolerance" | "malformed">,
): Promise<ContractResult> {
  const { rows: cases, features } = recorded;
  const { check, predictions } = await askAll(ask, cases);
  const checks = [check];
  if (predictions !== undefined) {
    checks.push(agreementCheck("contract", recorded, predictions, predictionTolerance));
  }
  for (const request of malformedRequests(cases[0]?.row ?? "", features, malformed)) {
    checks.push(malformedCheck(request, await ask(request.rows)));
  }
  return { checks, predictions };
}

async function askAll(
  ask: Ask,
  cases: readonly RecordedCase[],
): Promise<{ check: Check; predictions: readonly Prediction[] | undefined }> {
  const predictions: Prediction[] = [];
  const threshold = `${cases.length} predictions for ${cases.length} rows`;
  const check = { test: "contract", name: "a prediction for each row of a request", threshold } as const;
  for (const batch of batches(cases)) {
    const answer = await ask(batch.map(({ row }) => row));
    if (!answer.ok) {
      const reason = `a request of ${batch.length} rows: ${answer.kind}: ${answer.message}`;
      const failed = judged(false, { ...check, figure: `${predictions.length} predictions` }, reason);
      return { check: failed, predictions: undefined };
    }
    predictions.push(...answer.predictions);
  }
  return { check: judged(true, { ...check, figure: `${predictions.length} predictions` }, ""), predictions };
}
