import { readSample } from "../support/rehearsed";
import { withValues } from "./variation";
import type { Variation } from "./variation";
import { differences } from "./differences";
import type { Difference } from "./differences";
import { MONITORING } from "./variations/monitoring";
import { ORGANIZATION } from "./variations/organization";
import { INFERENCE_API } from "./variations/inference-api";
import { LANDING_ZONE } from "./variations/landing-zone";
import { PARTS } from "./variations/parts";
import type { StackKind } from "../../settings/schema";
import { registered } from "./registered";
import type { Registered } from "./registered";
import type { StackSettings } from "../../settings/stack-file";

/** All changes that are tried, by the kind of stack. */
export const VARIATIONS: Readonly<Record<StackKind, readonly Variation[]>> = {
  organization: ORGANIZATION,
  "landing-zone": [...LANDING_ZONE, ...PARTS, ...MONITORING, ...INFERENCE_API],
};

/** A change and what the update does. */
export interface Tried {
  readonly variation: Variation;
  readonly differences: readonly Difference[];
}

const SAMPLES = { organization: "organization", "landing-zone": "full" } as const;

/** Tries every change of a kind of stack, from its sample; one after the other, as the Pulumi runtime is one for all. */
export async function tryAll(kind: StackKind): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const variation of VARIATIONS[kind]) {
    tried.push(await tryChange(readSample(SAMPLES[kind]), variation));
  }
  return tried;
}

/** What the program makes of a stack before and after a change. */
export async function tryChange(settings: StackSettings, variation: Variation): Promise<Tried> {
  const given = withValues(settings, variation.given ?? {});
  const before = await registeredOnce(given);
  const after = await registered(withValues(given, variation.change));
  return { variation, differences: differences(before, after) };
}

/** Most changes begin with the same settings. */
let last: { readonly key: string; readonly made: Promise<Registered[]> } | undefined;

function registeredOnce(settings: StackSettings): Promise<Registered[]> {
  const key = JSON.stringify(settings);
  last = last?.key === key ? last : { key, made: registered(settings) };
  return last.made;
}
