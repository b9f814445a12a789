import { HOUR } from "../run/clock";
import type { Random } from "../run/random";

/** An alarm of a model rings, or a schedule or a person asks. */
export interface PlannedRequest {
  readonly at: number;
  readonly model: string;
  readonly id: string;
  readonly body: string;
}

const DAY = 24 * HOUR;

/** Time over which models are watched. */
export const WATCHED = 60 * DAY;

/** Storms of alarms over sixty days: several monitors of a model ring within an hour, again and again. */
export function planRequests(
  models: readonly string[],
  storms: number,
  start: number,
  random: Random,
): PlannedRequest[] {
  let number = 0;
  return Array.from({ length: storms }, () => {
    const model = models[random.between(0, models.length - 1)] ?? "";
    const begins = random.between(0, WATCHED);
    return Array.from({ length: random.between(1, 12) }, () => {
      number += 1;
      const at = start + begins + random.between(0, HOUR);
      const id = `r-${number}`;
      return { at, model, id, body: alarmOf(model, id, at) };
    });
  }).flat();
}

function alarmOf(model: string, id: string, at: number): string {
  return JSON.stringify({
    id,
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    time: new Date(at).toISOString(),
    detail: { alarmName: `mlops-fraud-${model}-monitor-drift`, state: { value: "ALARM" } },
  });
}
