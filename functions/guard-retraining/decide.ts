import type { Limits } from "./limits";
import type { Request } from "./request";

/** A training that was started or, in mode notify, that people were told of: both count against the limits. */
export interface Ask {
  /** In ISO 8601. */
  readonly at: string;
  readonly requestId: string;
  /** Labelled rows that there were, of all time. */
  readonly labelledRows: number;
}

/** What is known when a request is decided on. */
export interface History {
  /** Oldest first: all of this month, and the last in any case. */
  readonly asks: readonly Ask[];
  /** What builds the model at the moment, for people; undefined: nothing does. */
  readonly building: string | undefined;
  /** ARN of the newest version, if it waits for a decision. */
  readonly waiting: string | undefined;
  /** Labelled rows that there are, of all time. */
  readonly labelledRows: number;
}

/** Why nothing starts. `monitor`: the settings do not list the monitor that asks. */
export type Refusal = "monitor" | "building" | "waiting" | "cool-down" | "budget" | "labels";

/** `start`: the pipeline; `tell`: people, who start it. */
export type Decision =
  | { readonly outcome: "start" | "tell" }
  | { readonly outcome: "refuse"; readonly because: Refusal; readonly detail: string };

const HOUR_MS = 3_600_000;

/**
 * A run that was started shows up in Azure DevOps within this time, in milliseconds: a call of ours is over after 45
 * seconds, and Azure DevOps holds a throttled one for up to 30 seconds and then still executes it.
 */
export const SETTLED_AFTER_MS = 180_000;

/**
 * Whether a model is trained now. Of several limits in the way it names the first of: the monitor, a build under way, a
 * version that waits, the cool-down, the month's budget, the labels.
 */
export function decide(history: History, request: Request, limits: Limits, now: Date): Decision {
  return (
    unlisted(request, limits) ??
    underWay(history, now) ??
    waits(history) ??
    tooSoon(history, request, limits, now) ??
    tooMany(history, request, limits, now) ??
    tooFewLabels(history, limits) ?? { outcome: limits.mode === "notify" ? "tell" : "start" }
  );
}

type Verdict = Decision | undefined;

function unlisted({ monitor }: Request, { monitors }: Limits): Verdict {
  return monitor === undefined || monitors.includes(monitor)
    ? undefined
    : refuse("monitor", `retraining.monitors does not list ${monitor}`);
}

function underWay({ building, asks }: History, now: Date): Verdict {
  const last = asks.at(-1);
  if (building !== undefined) return refuse("building", building);
  return last !== undefined && now.getTime() - Date.parse(last.at) < SETTLED_AFTER_MS
    ? refuse("building", `the run of request ${last.requestId} has just been started`)
    : undefined;
}

function waits({ waiting }: History): Verdict {
  return waiting === undefined ? undefined : refuse("waiting", `${waiting} waits for a decision`);
}

function tooSoon({ asks }: History, { despite }: Request, { coolDownHours }: Limits, now: Date): Verdict {
  const last = asks.at(-1);
  if (last === undefined || despite.includes("cool-down")) return undefined;
  const end = Date.parse(last.at) + coolDownHours * HOUR_MS;
  return now.getTime() < end
    ? refuse(
        "cool-down",
        `until ${new Date(end).toISOString()}, ${coolDownHours} hours after the last training`,
      )
    : undefined;
}

function tooMany({ asks }: History, { despite }: Request, { runsPerMonth }: Limits, now: Date): Verdict {
  if (despite.includes("budget")) return undefined;
  const month = monthOf(now.toISOString());
  const spent = asks.filter(({ at }) => monthOf(at) === month).length;
  return spent >= runsPerMonth
    ? refuse("budget", `${spent} of ${runsPerMonth} trainings of ${month} have been started`)
    : undefined;
}

function tooFewLabels({ asks, labelledRows }: History, { minimumNewLabels }: Limits): Verdict {
  const fresh = labelledRows - (asks.at(-1)?.labelledRows ?? 0);
  return fresh < minimumNewLabels
    ? refuse("labels", `${fresh} new labelled rows, ${minimumNewLabels} are needed`)
    : undefined;
}

function refuse(because: Refusal, detail: string): Decision {
  return { outcome: "refuse", because, detail };
}

/** Month of UTC, such as 2026-11. */
function monthOf(time: string): string {
  return time.slice(0, 7);
}

/** The asks that later decisions need. */
export function remembered(asks: readonly Ask[], now: Date): Ask[] {
  const month = monthOf(now.toISOString());
  return asks.filter((ask, index) => index === asks.length - 1 || monthOf(ask.at) >= month);
}
