/**
 * The nearest-rank percentile: the smallest value that at least so many percent of the values do not exceed. It is
 * always one of the values, so nothing is smoothed over.
 *
 * @param percent - Above 0, at most 100.
 * @throws RangeError if there is no value or a value is no number.
 */
export function percentile(values: readonly number[], percent: number): number {
  if (!(percent > 0 && percent <= 100)) {
    throw new RangeError(`a percentile is above 0 and at most 100, not ${percent}`);
  }
  if (values.some((value) => Number.isNaN(value))) {
    throw new RangeError("a value is no number");
  }
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
  if (value === undefined) {
    throw new RangeError("there is no value");
  }
  return value;
}
