import type { Outcome } from "./play";

/** The figures of a run, a line each. */
export function figures(outcome: Outcome): string[] {
  const { met, endings, runs, deadLettersByReason, events, replayed } = outcome;
  const resolved = (what: string): number => runs.filter((run) => run.resolved === what).length;
  const outside = total([...met].filter(([kind]) => kind !== "outage"));
  const faulty = total([...met].filter(([kind]) => kind !== "200" && kind !== "outage"));
  return [
    line("events", events),
    line("deliveries", total(endings)),
    ...sorted(endings).map(([ending, count]) => line(`  ${ending}`, count)),
    line("calls of Azure DevOps", total(met)),
    ...sorted(met).map(([kind, count]) => line(`  ${kind}`, count)),
    line("  faults, of the calls outside the outage", `${((100 * faulty) / outside).toFixed(1)} %`),
    line("dead letters before replay", replayed),
    ...sorted(deadLettersByReason).map(([reason, count]) => line(`  ${reason}`, count)),
    line("runs started", runs.length),
    line("  act", resolved("acts")),
    line("  rest: a duplicate, or a newer version", resolved("rests")),
    line("  end at Resolve: no longer approved", resolved("fails")),
  ];
}

function line(what: string, value: number | string): string {
  return `${what.padEnd(48)}${String(value).padStart(8)}`;
}

function total(counts: Iterable<readonly [unknown, number]>): number {
  return [...counts].reduce((sum, [, count]) => sum + count, 0);
}

function sorted<T extends string>(counts: ReadonlyMap<T, number>): [T, number][] {
  return [...counts].sort(([one], [other]) => one.localeCompare(other));
}
