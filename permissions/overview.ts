import { AREA_NAMES, areaOfAction } from "./areas";
import type { Grant } from "./grants";
import type { RoleDocuments } from "./graph/stack";
import { shortName } from "./actors";
import type { World } from "./graph/world";

/** Who has a role: somebody who signed in, a pipeline's token, or a service of AWS. */
export type Holder = "people" | "pipelines" | "services";

/** What one role may do, in words, by area. */
export interface OverviewRow {
  readonly who: string;
  readonly areas: readonly string[];
}

export interface OverviewTable {
  readonly holder: Holder;
  readonly rows: readonly OverviewRow[];
}

const HOLDERS: readonly Holder[] = ["people", "pipelines", "services"];

/** Words for actions, by the first that fits; in the order in which a cell says them. */
const WORDS: readonly (readonly [word: string, action: RegExp])[] = [
  ["assume", /^sts:(?:Assume|SetSourceIdentity|TagSession)/],
  ["sign in outside", /^sts:GetWebIdentityToken/],
  [
    "read",
    /:(?:BatchCheck|BatchGet|Check|Describe|Download|Filter|Get|List|Lookup|Query|Read|Search|Select|Simulate|StartQuery|View)/,
  ],
  ["decrypt", /^kms:(?:Decrypt|ReEncryptFrom)/],
  ["encrypt", /^kms:(?:Encrypt|GenerateDataKey|ReEncryptTo)/],
  ["grant", /^kms:CreateGrant/],
  ["pass", /^iam:PassRole/],
  ["call", /:(?:Invoke|Call|SignInOr)/],
  ["delete", /:(?:Batch)?(?:Delete|Remove|Deregister)/],
  ["tag", /:(?:Add|Untag|Tag)/],
  ["write", /./],
];

const APPROVE = "approve";

/**
 * A row for each role of the landing zone: what it may do, by area.
 *
 * @param grants - Those of {@link grantsOf} for the same world.
 */
export function overviewOf(world: World, grants: readonly Grant[]): OverviewTable[] {
  const rows = world.own.roles.map((role) => {
    const who = shortName(world, role);
    const own = grants.filter((grant) => grant.who === who && mayBe(world, grant));
    return { holder: holderOf(role), who, areas: AREA_NAMES.map((area) => cell(world, role, own, area)) };
  });
  return HOLDERS.map((holder) => ({
    holder,
    rows: rows
      .filter((row) => row.holder === holder)
      .sort((a, b) => (a.who < b.who ? -1 : 1))
      .map(({ who, areas }) => ({ who, areas })),
  }));
}

/** What lies in an account of others is decided there: then it counts that the role's own policies allow it. */
function mayBe(world: World, { account, verdict }: Grant): boolean {
  return verdict.allowed || !world.own.places.some((place) => place.account === account);
}

function holderOf({ trust }: RoleDocuments): Holder {
  if (trust.text.includes("AWSReservedSSO")) {
    return "people";
  }
  return trust.text.includes('"Federated"') ? "pipelines" : "services";
}

/** The words of an area: first what the role may do at home, then elsewhere. */
function cell(world: World, role: RoleDocuments, grants: readonly Grant[], area: string): string {
  const here = grants.filter(({ action }) => areaOfAction(action) === area);
  const places = [...new Set(here.map(({ account }) => account))];
  const home = places.filter((account) => account === role.account);
  const away = places.filter((account) => account !== role.account);
  const inAccounts = (accounts: readonly string[]): string =>
    words(here.filter(({ account }) => accounts.includes(account)));
  return [
    ...home.map((account) => inAccounts([account])),
    ...away
      .map((account) => [planeOf(world, account), inAccounts([account])] as const)
      .reduce<(readonly [string, string])[]>(joinSame, [])
      .map(([plane, said]) => `${said} in ${plane}`),
  ].join("; ");
}

/** The same words for several planes are said once. */
function joinSame(
  known: readonly (readonly [string, string])[],
  [plane, said]: readonly [string, string],
): (readonly [string, string])[] {
  const same = known.find(([, other]) => other === said);
  return same === undefined
    ? [...known, [plane, said]]
    : known.map((each) => (each !== same || each[0] === plane ? each : [`${each[0]}, ${plane}`, said]));
}

function planeOf(world: World, account: string): string {
  return world.own.places.find((place) => place.account === account)?.plane ?? "accounts of others";
}

function words(grants: readonly Grant[]): string {
  const found = new Set(grants.map(wordOf));
  return [...WORDS.map(([word]) => word), APPROVE].filter((word) => found.has(word)).join(", ");
}

function wordOf({ action, conditions = {} }: Grant): string {
  const decision = Object.values(conditions).some((keys) =>
    [keys["sagemaker:ModelApprovalStatus"] ?? []].flat().includes("Approved"),
  );
  return decision ? APPROVE : (WORDS.find(([, form]) => form.test(action))?.[0] ?? "write");
}
