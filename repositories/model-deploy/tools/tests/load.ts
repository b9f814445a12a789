import { distanceOf } from "./agreement";
import type { RecordedCase, RecordedCases } from "./cases";
import type { Problem } from "../../../shared/metrics";
import { judged, shownNumber, type Check } from "./check";
import type { Ask } from "./contract";
import type { Answer, Failure } from "./invoke";
import { percentile } from "./percentile";
import type { TestSettings } from "./settings";

type LoadSettings = TestSettings["load"];

/** What became of one request. */
export interface LoadedRequest {
  readonly ms: number;
  /** Whether it was answered, or waited for until the time was up. Not so: it failed, which may be fast. */
  readonly waited: boolean;
  /** Undefined if it was answered as recorded. */
  readonly error?: string;
}

/** How long to wait for an answer under load: long enough to see how slow it is, not so long that it takes for ever. */
export function loadTimeoutMs({ p99Ms }: Pick<LoadSettings, "p99Ms">): number {
  return Math.min(60_000, Math.max(5_000, 3 * p99Ms));
}

/** Asks the endpoint about one case at a time, many at once, and measures how long callers wait. */
export async function testLoad(
  ask: Ask,
  { rows: cases, problem }: Pick<RecordedCases, "rows" | "problem">,
  settings: LoadSettings & { readonly predictionTolerance: number },
): Promise<Check[]> {
  const { warmUp, requests, concurrency, predictionTolerance } = settings;
  const request = async (index: number): Promise<LoadedRequest> => {
    const one = cases[index % cases.length];
    return one === undefined
      ? { ms: 0, waited: false, error: "without a case" }
      : loadedRequest(await ask([one.row]), one, problem, predictionTolerance);
  };
  await inParallel(warmUp, concurrency, request);
  const began = performance.now();
  const results = await inParallel(requests, concurrency, request);
  const seconds = (performance.now() - began) / 1000;
  return loadChecks(results, seconds, settings);
}

function loadedRequest(
  answer: Answer | Failure,
  { prediction }: RecordedCase,
  problem: Problem,
  tolerance: number,
): LoadedRequest {
  const { ms } = answer;
  if (!answer.ok) {
    return { ms, waited: answer.kind === "timed out", error: answer.kind };
  }
  const right = distanceOf(problem, prediction, answer.predictions[0]) <= tolerance;
  return right
    ? { ms, waited: true }
    : { ms, waited: true, error: "another prediction than the recorded one" };
}

/** Does something `count` times, at most `concurrency` at once; results in order. */
export async function inParallel<T>(
  count: number,
  concurrency: number,
  action: (index: number) => Promise<T>,
): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      results[index] = await action(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, worker));
  return results;
}

/**
 * Latency and errors of the measured requests. Latencies are of requests that were answered, or given up: an error that
 * comes fast would make the endpoint look fast.
 */
export function loadChecks(
  results: readonly LoadedRequest[],
  seconds: number,
  settings: LoadSettings,
): Check[] {
  const waits = results.filter(({ waited }) => waited).map(({ ms }) => ms);
  const latency = (percent: number, limit: number): Check => {
    const check = { test: "load", name: `latency, p${percent}`, threshold: `at most ${limit} ms` } as const;
    if (waits.length === 0) {
      return judged(false, { ...check, figure: "-" }, "no request was answered");
    }
    const value = percentile(waits, percent);
    const answered = `of ${waits.length} answered requests, ${percent} % took up to that long`;
    return judged(value <= limit, { ...check, figure: `${shownNumber(value)} ms` }, answered);
  };
  return [
    latency(50, settings.p50Ms),
    latency(95, settings.p95Ms),
    latency(99, settings.p99Ms),
    errorCheck(results, settings),
    {
      test: "load",
      name: "requests a second",
      figure: shownNumber(seconds > 0 ? results.length / seconds : NaN),
      threshold: "-",
      outcome: "reported",
    },
  ];
}

function errorCheck(results: readonly LoadedRequest[], { requests, errorPercent }: LoadSettings): Check {
  const counts = new Map<string, number>();
  for (const { error } of results) {
    if (error !== undefined) counts.set(error, (counts.get(error) ?? 0) + 1);
  }
  const errors = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const percent = (errors / results.length) * 100;
  const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
  return judged(
    results.length === requests && percent <= errorPercent,
    {
      test: "load",
      name: "errors",
      figure: `${shownNumber(percent)} % (${errors} of ${results.length})`,
      threshold: `at most ${shownNumber(errorPercent)} %`,
    },
    results.length === requests ? kinds : `${results.length} of ${requests} requests were sent`,
  );
}
