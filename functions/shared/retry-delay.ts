/** Wait before the second delivery; each further one waits four times as long: 30 s, 2, 8 and 32 minutes. */
const FIRST_DELAY_SECONDS = 30;
const GROWTH = 4;

/** So that messages which failed together do not come back together. */
const JITTER = 0.2;

/**
 * SQS hides a message for 12 hours at most, counted from when it was received. Two minutes less: the function may have
 * had it for its whole time-out.
 */
export const LONGEST_DELAY_SECONDS = 12 * 3600 - 120;

/**
 * Seconds until a message that failed is delivered again: never sooner than the other side has asked for, as far as SQS
 * can wait.
 *
 * @param receives - Deliveries so far, at least 1.
 * @param random - Between 0 and 1.
 */
export function retryDelaySeconds(receives: number, retryAfterSeconds = 0, random = Math.random()): number {
  const backoff = FIRST_DELAY_SECONDS * GROWTH ** (Math.max(receives, 1) - 1);
  const delay = Math.max(backoff, retryAfterSeconds) * (1 + JITTER * random);
  return Math.min(Math.ceil(delay), LONGEST_DELAY_SECONDS);
}
