import { isDeepStrictEqual } from "node:util";

/** A statement of a resource policy, as AWS has it. */
export interface StatementJson {
  readonly Sid?: string;
  readonly [element: string]: unknown;
}

export interface PolicyJson {
  readonly Version?: string;
  readonly Statement: readonly StatementJson[];
  readonly [element: string]: unknown;
}

export const EMPTY: PolicyJson = { Version: "2012-10-17", Statement: [] };

/** What becomes of one statement. */
export interface StatementChange {
  readonly sid: string;
  readonly kind: "added" | "changed" | "removed" | "same";
  readonly before?: StatementJson;
  readonly after?: StatementJson;
}

export interface Merged {
  readonly policy: PolicyJson;
  readonly changes: readonly StatementChange[];
}

/** A policy as AWS gives it back; a single statement may stand without a list. */
export function readPolicy(text: string): PolicyJson {
  const { Statement, ...rest } = JSON.parse(text) as { Statement: StatementJson | StatementJson[] };
  return { ...rest, Statement: [Statement].flat() };
}

/** As it is sent: S3 and KMS count every character. */
export function policyText(policy: PolicyJson): string {
  return JSON.stringify(policy);
}

/**
 * Puts statements in place of those with the same ids. All others stay, in their order.
 *
 * @param sids - Ids that are ours: what has one of them and is not among the statements is removed.
 */
export function merge(
  policy: PolicyJson,
  sids: readonly string[],
  statements: readonly StatementJson[],
): Merged {
  const isOurs = ({ Sid }: StatementJson): boolean => Sid !== undefined && sids.includes(Sid);
  const changes = sids.flatMap((sid): StatementChange[] => {
    const before = policy.Statement.find(({ Sid }) => Sid === sid);
    const after = statements.find(({ Sid }) => Sid === sid);
    if (before === undefined) {
      return after === undefined ? [] : [{ sid, kind: "added", after }];
    }
    if (after === undefined) {
      return [{ sid, kind: "removed", before }];
    }
    return [{ sid, kind: means(before, after) ? "same" : "changed", before, after }];
  });
  return changes.every(({ kind }) => kind === "same")
    ? { policy, changes }
    : {
        policy: {
          ...policy,
          Statement: [...policy.Statement.filter((statement) => !isOurs(statement)), ...statements],
        },
        changes,
      };
}

/** Whether two statements mean the same: AWS writes a list of one as text, and keeps no order. */
function means(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

function inOrder(value: unknown): unknown {
  if (typeof value === "string" || Array.isArray(value)) {
    return [value].flat().sort();
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inOrder(child)]))
    : value;
}
