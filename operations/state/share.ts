import { RefusedError } from "../../settings/command-refusal";
import type { StatePlace } from "../../settings/state-place";
import type { Clients, Keeper } from "./policies";
import { bucketPolicy, callerAccount, keyPolicy } from "./policies";
import type { Merged, StatementChange, StatementJson } from "./policy";
import { merge, policyText } from "./policy";
import type { StateUser } from "./team-statements";
import { isAbout, sidsOf, teamStatements } from "./team-statements";

export interface ShareOptions {
  readonly clients: Clients;
  readonly place: StatePlace;
  readonly user: StateUser;
  /** Whether the team reaches its state afterwards. */
  readonly allow: boolean;
  /** Whether to write; else what would change is shown only. */
  readonly write: boolean;
  readonly print: (line: string) => void;
}

export const EXIT = { done: 0, notWritten: 1, refused: 2 } as const;

const SIGNS = { added: "+", changed: "~", removed: "-", same: "=" } as const;

/**
 * Brings the statements of one team's stack into the policies of bucket and key, or out of them. Everything else in the
 * policies stays as it is.
 *
 * @returns exit status
 * @throws RefusedError if the credentials are of another account, an id is taken, or a policy becomes too long; nothing is
 * written then.
 */
export async function share(options: ShareOptions): Promise<number> {
  const { clients, place, user, allow, write, print } = options;
  await requireAccount(clients, place);
  const sids = sidsOf(user);
  const wanted = allow ? teamStatements(place, user) : { bucket: [], key: [] };
  const plans = [
    await plan(bucketPolicy(clients, place), sids.bucket, wanted.bucket, user),
    await plan(keyPolicy(clients, place), sids.key, wanted.key, user),
  ];
  for (const { keeper, merged } of plans) show(keeper, merged, print);
  const changed = plans.filter(({ merged }) => merged.changes.some(({ kind }) => kind !== "same"));
  if (changed.length === 0) {
    print("nothing to change");
    return EXIT.done;
  }
  if (!write) {
    print("nothing was written: say --yes to write it");
    return EXIT.notWritten;
  }
  for (const { keeper, merged } of changed) {
    await keeper.write(merged.policy);
    print(`written: ${keeper.name}`);
  }
  return EXIT.done;
}

interface Plan {
  readonly keeper: Keeper;
  readonly merged: Merged;
}

async function plan(
  keeper: Keeper,
  sids: readonly string[],
  statements: readonly StatementJson[],
  user: StateUser,
): Promise<Plan> {
  const merged = merge(await keeper.read(), sids, statements);
  const taken = merged.changes.find(({ before }) => before !== undefined && !isAbout(before, user));
  if (taken !== undefined) {
    throw new RefusedError(
      `${keeper.name}: statement ${taken.sid} is not of stack ${user.stack}: give it another Sid there, or the stack another name`,
    );
  }
  const bytes = Buffer.byteLength(policyText(merged.policy));
  if (bytes > keeper.limit && statements.length > 0) {
    throw new RefusedError(
      `${keeper.name}: it would have ${bytes} bytes, AWS takes ${keeper.limit}: remove teams that have left ` +
        "(npm run state -- disallow --stack NAME) and statements that nobody needs, or keep the state of further teams in a " +
        "second bucket (npm run state -- create)",
    );
  }
  return { keeper, merged };
}

/** Only the account that owns a key may write its policy. */
async function requireAccount(clients: Clients, { account }: StatePlace): Promise<void> {
  const caller = await callerAccount(clients);
  if (caller !== account) {
    throw new RefusedError(
      `the credentials are of account ${caller}, bucket and key are in ${account}: use those of an administrator there`,
    );
  }
}

function show({ name, limit }: Keeper, { policy, changes }: Merged, print: (line: string) => void): void {
  print(`${name}: ${Buffer.byteLength(policyText(policy))} of ${limit} bytes`);
  for (const change of changes) {
    print(`  ${SIGNS[change.kind]} ${change.sid}`);
    for (const line of details(change)) print(`      ${line}`);
  }
}

function details({ kind, before, after }: StatementChange): string[] {
  const lines = (sign: string, statement: StatementJson | undefined): string[] =>
    statement === undefined
      ? []
      : JSON.stringify(statement, undefined, 2)
          .split("\n")
          .map((line) => `${sign} ${line}`);
  return kind === "same" ? [] : [...lines("-", before), ...lines("+", after)];
}
