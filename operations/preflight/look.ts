import type { Finding, Need, Place } from "./need";
import { FINE, UnreadableError } from "./need";

/** What was found out about one need. */
export interface Looked {
  readonly need: Need;
  readonly finding: Finding;
}

/** What was found out about a place. */
export interface PlaceLooked {
  readonly place: Place;
  readonly looked: readonly Looked[];
  /** How many needs wait for one that has to be mended first. */
  readonly waiting: number;
}

/** Looks at all needs, place by place. @throws RefusedError if a cloud cannot be reached at all */
export function lookAtAll(needs: readonly Need[]): Promise<PlaceLooked[]> {
  const places = new Map<Place, Need[]>();
  for (const need of needs) {
    places.set(need.place, [...(places.get(need.place) ?? []), need]);
  }
  return Promise.all([...places].map(([place, ofPlace]) => lookAtPlace(place, ofPlace)));
}

async function lookAtPlace(place: Place, needs: readonly Need[]): Promise<PlaceLooked> {
  const gates = needs.filter(({ gate }) => gate === true);
  const others = needs.filter(({ gate }) => gate !== true);
  const looked: Looked[] = [];
  for (const need of gates) {
    const found = await lookAt(need);
    looked.push(...found);
    if (found.some(({ finding }) => finding.kind !== "fine")) {
      return { place, looked, waiting: needs.length - gates.indexOf(need) - 1 };
    }
  }
  const rest = await Promise.all(others.map(lookAt));
  return { place, looked: [...looked, ...rest.flat()], waiting: 0 };
}

async function lookAt(need: Need): Promise<Looked[]> {
  try {
    const found = await need.look();
    const findings = "kind" in found ? [found] : found.length === 0 ? [FINE] : found;
    return findings.map((finding) => ({ need, finding }));
  } catch (error) {
    if (error instanceof UnreadableError) {
      const { action, message: why } = error;
      return [{ need, finding: { kind: "unknown", what: need.what, action, why } }];
    }
    throw error;
  }
}
