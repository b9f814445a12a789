import * as pulumi from "@pulumi/pulumi";

import { Refusal } from "./program-refusal";
import type { PlaneName } from "./planes";
import type { LandingZoneSettings } from "./schema/landing-zone";
import { PLANES } from "./planes";

/** Account id of each plane. */
export type Accounts = Readonly<Record<PlaneName, string>>;

/** Name of the organization stack's output that {@link resolveAccounts} reads: team -> plane -> account id. */
export const ACCOUNT_IDS_OUTPUT = "accountIds";

/**
 * The accounts of a landing zone as plain strings, known before the first resource: a provider whose role is not
 * yet known would act as its caller, in the wrong account.
 *
 * @throws Refusal if the organization stack has no accounts for the team.
 */
export async function resolveAccounts(settings: LandingZoneSettings): Promise<Accounts> {
  const { organizationStack } = settings.accounts;
  return organizationStack === undefined
    ? namedAccounts(settings)
    : fromOrganizationStack(organizationStack, settings.team.name);
}

/** The accounts of settings that name them themselves, rather than an organization stack. */
export function namedAccounts(settings: LandingZoneSettings): Accounts {
  const { single, ...planes } = settings.accounts;
  return everyPlane((plane) => single ?? (planes as Accounts)[plane]);
}

/**
 * Accounts of a team in the output {@link ACCOUNT_IDS_OUTPUT} of an organization stack.
 *
 * @throws Refusal if one is missing
 */
export function accountsFrom(stack: string, output: unknown, team: string): Accounts {
  const ids = (output as Record<string, Record<string, unknown>> | undefined)?.[team];
  return everyPlane((plane) => {
    const id = ids?.[plane];
    if (typeof id !== "string" || !/^\d{12}$/.test(id)) {
      throw new Refusal(
        `stack ${stack} has no ${plane} account for team ${team}: add the team to its mlops:teams and run it first; ` +
          `given ${JSON.stringify(id ?? null)}, needed a 12-digit id in its output ${ACCOUNT_IDS_OUTPUT}`,
      );
    }
    return id;
  });
}

/** True if one account plays all roles. */
export function isSingleAccount(accounts: Accounts): boolean {
  return new Set(Object.values(accounts)).size === 1;
}

/** Role that the program assumes in each account; undefined: in a single account the caller acts itself. */
export function deploymentRoleOf(
  { deploymentRole }: Pick<LandingZoneSettings, "deploymentRole">,
  accounts: Accounts,
): string | undefined {
  return deploymentRole ?? (isSingleAccount(accounts) ? undefined : "OrganizationAccountAccessRole");
}

async function fromOrganizationStack(stack: string, team: string): Promise<Accounts> {
  const output = await new pulumi.StackReference(stack).getOutputDetails(ACCOUNT_IDS_OUTPUT);
  return accountsFrom(stack, output.value, team);
}

function everyPlane(id: (plane: PlaneName) => string): Accounts {
  return Object.fromEntries(PLANES.map((plane) => [plane, id(plane)])) as Record<PlaneName, string>;
}
