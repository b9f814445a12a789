import { plain } from "../plain";
import type { Looked, PlaceLooked } from "./look";

/** How the command ends. */
export const EXIT = { done: 0, lacks: 1, refused: 2, unknown: 3 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** A lack counts for more than what could not be looked at. */
export function exitStatus(places: readonly PlaceLooked[]): ExitStatus {
  const kinds = places.flatMap(({ looked }) => looked.map(({ finding }) => finding.kind));
  if (kinds.includes("lack")) {
    return EXIT.lacks;
  }
  return kinds.includes("unknown") ? EXIT.unknown : EXIT.done;
}

/** Lines for people; one where nothing lacks. */
export function report(stack: string, places: readonly PlaceLooked[]): string[] {
  const all = places.flatMap(({ looked }) => looked);
  const lacks = all.filter(({ finding }) => finding.kind === "lack").length;
  const unknown = all.filter(({ finding }) => finding.kind === "unknown").length;
  if (lacks + unknown === 0) {
    return [`${stack}: all there, ${count(all.length, "need")} looked at`];
  }
  const summary = [
    ...(lacks === 0 ? ["nothing is known to be missing"] : [`${lacks} missing`]),
    ...(unknown === 0 ? [] : [`${unknown} could not be checked`]),
  ];
  return [`${stack}: ${summary.join(", ")}`, ...places.flatMap(placeLines)].map(plain);
}

function placeLines({ place, looked, waiting }: PlaceLooked): string[] {
  const lines = [...looked.flatMap(lackLines), ...unknownLines(looked)];
  if (lines.length === 0) {
    return [];
  }
  const rest =
    waiting === 0 ? [] : [`  ${count(waiting, "need")} of this place can be looked at only after that`];
  return ["", place.title, ...lines, ...rest];
}

function lackLines({ need, finding }: Looked): string[] {
  return finding.kind === "lack"
    ? [`  ${finding.what}`, `    for    ${need.by}`, `    mend   ${finding.mend}`]
    : [];
}

/** What is open for one and the same reason is told together. */
function unknownLines(looked: readonly Looked[]): string[] {
  const groups = new Map<string, { whats: Set<string>; bys: Set<string>; action: string; why: string }>();
  for (const { need, finding } of looked) {
    if (finding.kind === "unknown") {
      const { what, action, why } = finding;
      const key = `${action} ${why}`;
      const group = groups.get(key) ?? { whats: new Set(), bys: new Set(), action, why };
      group.whats.add(what);
      group.bys.add(need.by);
      groups.set(key, group);
    }
  }
  return [...groups.values()].flatMap(({ whats, bys, action, why }) => [
    `  could not be checked: ${[...whats].join(", ")}`,
    `    for    ${[...bys].join("; ")}`,
    `    allow  ${action}`,
    `    said   ${why}`,
  ]);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
