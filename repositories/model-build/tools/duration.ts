/** A length of time, such as `3 min 5 s`; seconds are left out beyond an hour. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) {
    return `${hours} h ${minutes} min`;
  }
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** Time of day, UTC, such as `09:14:02Z`. */
export function timeOfDay(date: Date): string {
  return `${date.toISOString().slice(11, 19)}Z`;
}
