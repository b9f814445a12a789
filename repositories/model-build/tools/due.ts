import type { Schedule } from "../pipeline/config";

/**
 * Whether a build trains, which nobody gave a reason for. The Azure pipeline's schedule starts one every night, and config.yaml says on which of them the
 * model is trained: daily, weekly in the night to Monday, monthly in that to the first. Builds for other reasons, such as
 * a merge or a start by hand, always train.
 *
 * @param reason - Build.Reason of Azure Pipelines.
 * @param now - The day counts in UTC, as the pipeline's schedule does.
 */
export function isDue(schedule: Schedule, reason: string, now: Date): boolean {
  if (reason !== "Schedule") {
    return true;
  }
  switch (schedule) {
    case "never":
      return false;
    case "daily":
      return true;
    case "weekly":
      return now.getUTCDay() === 1;
    case "monthly":
      return now.getUTCDate() === 1;
  }
}
