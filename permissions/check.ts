import type { World } from "./graph/world";
import type { Case } from "./simulation/cases";
import { titleOf } from "./simulation/cases";
import type { Verdict } from "./simulation/decide";
import { decide } from "./simulation/decide";

/** A case with what IAM answers. */
export interface Result {
  readonly case: Case;
  readonly verdict: Verdict;
}

/**
 * Simulates all cases.
 *
 * @throws Error if a case makes no sense.
 */
export async function decideAll(cases: readonly Case[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const each of cases) {
    try {
      results.push({ case: each, verdict: await decide(each.request) });
    } catch (error) {
      throw new Error(`${each.section.file}: ${titleOf(each)}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  return results;
}

/** Cases that IAM answers otherwise than the table says. */
export function mismatches(results: readonly Result[]): Result[] {
  return results.filter(({ case: { allowed }, verdict }) => verdict.allowed !== allowed);
}

/** Roles of our landing zone of which no row says that they may do something. */
export function rolesWithoutCases(world: World, cases: readonly Case[]): string[] {
  const sessions = cases
    .filter(({ allowed }) => allowed)
    .map(({ request: { principal } }) => (typeof principal === "string" ? principal : ""));
  return world.own.roles
    .filter(
      ({ name, account }) =>
        !sessions.some((session) => session.includes(`::${account}:assumed-role/${name}/`)),
    )
    .map(({ name }) => name);
}
