import type { RecordedCase } from "./cases";
import type { DeploymentTest } from "./deployment";
import { Refusal } from "./refusal";

/** Prefix in the inference bucket for what one run of the tests writes, with a slash at its end. */
export function runPrefix({
  inference,
  model,
  run,
}: Pick<DeploymentTest, "inference" | "model" | "run">): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(run)) {
    throw new Refusal(
      `the run of the tests is called ${JSON.stringify(run)}; use letters, digits and hyphens`,
    );
  }
  return `${inference === "batch" ? "batch" : "async"}/${model}/tests/${run}/`;
}

/** The rows of cases as lines of CSV. */
export function linesOf(cases: readonly RecordedCase[]): string[] {
  return cases.map(({ row }) => row);
}

/** Waits for real. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/**
 * Asks again and again until there is an answer.
 *
 * @returns undefined if there was none in time
 */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  { everyMs, forMs, wait }: { everyMs: number; forMs: number; wait: (ms: number) => Promise<void> },
): Promise<T | undefined> {
  const deadline = performance.now() + forMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    const left = deadline - performance.now();
    if (left <= 0) {
      return undefined;
    }
    await wait(Math.min(everyMs, left));
  }
}
