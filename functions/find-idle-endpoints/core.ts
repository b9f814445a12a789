import * as z from "zod";
import { parseEvent } from "../shared/event";
import type { Log } from "../shared/log";
import type { Endpoint } from "./endpoints";
import type { Settings } from "./environment";
import { type Idle, subjectOf, textOf } from "./notice";
import type { PriceOf } from "./prices";
import type { Scaled } from "./scale";

export interface Dependencies {
  readonly settings: Pick<Settings, "action" | "afterDays">;
  readonly endpoints: () => AsyncIterable<Endpoint>;
  readonly hoursWithRequests: (endpoint: Endpoint, from: Date, until: Date) => Promise<readonly Date[]>;
  readonly priceOf: PriceOf;
  readonly scaleToZero: (endpoint: Endpoint) => Promise<Scaled>;
  readonly publish: (subject: string, text: string) => Promise<void>;
  readonly log: Log;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS_A_DAY = 24;

/** What a rule with a schedule sends; the time is when it was due, however late it comes. */
const scheduledEvent = z.object({
  source: z.literal("aws.events"),
  "detail-type": z.literal("Scheduled Event"),
  time: z.iso.datetime(),
});

/**
 * Finds endpoints that have just become idle, does what the settings say, and tells their owner.
 *
 * Nothing is remembered: an endpoint is told on the one day on which its last request, or its creation, is between
 * `afterDays` and `afterDays` and a day ago. The day is that of the message, so that a message which is tried again, or comes
 * back from the dead-letter queue, finds the same.
 *
 * @param body - Body of the SQS message.
 */
export async function findIdleEndpoints(body: string, dependencies: Dependencies): Promise<void> {
  const { settings, publish, log } = dependencies;
  const event = parseEvent(body, scheduledEvent, "the message does not come from a schedule");
  const until = new Date(Math.floor(Date.parse(event.time) / HOUR_MS) * HOUR_MS);
  const idle: Idle[] = [];
  let looked = 0;
  for await (const endpoint of dependencies.endpoints()) {
    looked += 1;
    if (await hasFallenIdle(endpoint, until, dependencies)) {
      idle.push(await handled(endpoint, dependencies));
    }
  }
  if (idle.length > 0) {
    await publish(subjectOf(idle), textOf(idle, settings));
  }
  log("looked for idle endpoints", { looked, idle: idle.map(({ endpoint }) => endpoint.name) });
}

async function hasFallenIdle(
  endpoint: Endpoint,
  until: Date,
  { settings, hoursWithRequests }: Dependencies,
): Promise<boolean> {
  const idleSince = new Date(until.getTime() - settings.afterDays * DAY_MS);
  const dayBefore = new Date(idleSince.getTime() - DAY_MS);
  if (endpoint.capacity.length === 0 || endpoint.createdAt > idleSince) {
    return false;
  }
  const hours = await hoursWithRequests(endpoint, dayBefore, until);
  return hours.every((hour) => hour < idleSince) && (hours.length > 0 || endpoint.createdAt > dayBefore);
}

async function handled(endpoint: Endpoint, { settings, priceOf, scaleToZero }: Dependencies): Promise<Idle> {
  return {
    endpoint,
    dollarsADay: await costOf(endpoint, priceOf),
    scaled: settings.action === "scaleToZero" ? await scaleToZero(endpoint) : undefined,
  };
}

/** Unknown as a whole if the price of a part is. */
async function costOf({ capacity }: Endpoint, priceOf: PriceOf): Promise<number | undefined> {
  let sum = 0;
  for (const { instanceType, instances } of capacity) {
    const price = instanceType === undefined ? undefined : await priceOf(instanceType);
    if (price === undefined) {
      return undefined;
    }
    sum += price * instances * HOURS_A_DAY;
  }
  return sum;
}
