import type { Difference } from "./differences";
import { interruptionsOf } from "./interruptions";
import { STATEFUL } from "./stateful";
import type { Tried } from "./run";

/** The first words of what a change does. */
export type Verdict =
  "nothing" | "updates in place" | "interrupts" | "replaces" | "removes" | "cannot be changed";

/** What would be lost, or fail: other than by removing something, no setting may do this. */
export function harm(differences: readonly Difference[]): Difference[] {
  return differences.filter(
    ({ kind, type, protect }) =>
      kind === "moved" || kind === "refused" || (kind === "replaced" && (protect || STATEFUL.includes(type))),
  );
}

/** Stateful resources that the change takes away: the engine refuses until somebody unprotects them. */
export function lost(differences: readonly Difference[]): Difference[] {
  return differences.filter(
    ({ kind, type, protect, retainOnDelete }) =>
      kind === "deleted" && !retainOnDelete && (protect || STATEFUL.includes(type)),
  );
}

export function verdictOf({ variation, differences }: Tried): Verdict {
  if (variation.never !== undefined) {
    return "cannot be changed";
  }
  if (differences.length === 0) {
    return "nothing";
  }
  if (lost(differences).length > 0) {
    return "removes";
  }
  if (differences.some(({ kind, retainOnDelete }) => kind === "replaced" && !retainOnDelete)) {
    return "replaces";
  }
  return interruptionsOf(differences).length > 0 ? "interrupts" : "updates in place";
}
