import type { ModelSettings } from "./model-file-schema";

type Traffic = ModelSettings["traffic"];

/** What SageMaker takes as maximumExecutionTimeoutInSeconds (API reference of BlueGreenUpdatePolicy). */
export const LONGEST_SHIFT_SECONDS = 14_400;

/** What instances need to start, load the model and answer pings, before any wait begins. */
const START_SECONDS = 1_800;

/** How long the alarms need before they judge a new version: three periods of latency. */
export const ALARM_SECONDS = 180;

/** How long an update waits on purpose: once for each step, and before the old instances end. */
export function waits({ shift, stepPercent, waitSeconds, terminationWaitSeconds }: Traffic): number {
  const steps = { canary: 1, linear: Math.ceil(100 / stepPercent), "all-at-once": 0 }[shift];
  return steps * waitSeconds + terminationWaitSeconds;
}

/** After this time SageMaker gives an update up and goes back: its waits, and the start of the instances. */
export function timeoutSeconds(traffic: Traffic): number {
  return waits(traffic) + START_SECONDS;
}

/** A part of one instance cannot be shifted. */
export function leastInstances({ shift }: Traffic): number {
  return shift === "all-at-once" ? 1 : 2;
}
