/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) {
    throw new Error("no values have no median");
  }
  return (low + high) / 2;
}

/**
 * How many times the base each value is, as the median over rounds: a machine that is busy for a while slows both down.
 * Rounds that only one of them took part in do not count.
 */
export function ratio(values: readonly number[], base: readonly number[]): number {
  const pairs = values.slice(0, base.length);
  return median(pairs.map((value, round) => value / (base[round] ?? Number.NaN)));
}
