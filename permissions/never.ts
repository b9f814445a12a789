import type { Graph } from "../simulator/rehearsal/graph";
import type { Actor } from "./actors";
import { actorsOf } from "./actors";
import { Catalog } from "./catalog";
import type { NamedPolicy, StatementJson } from "./graph/documents";
import { listOf } from "./graph/values";
import { STRANGER, World } from "./graph/world";
import type { Breach } from "./never/breach";
import type { NeverRule } from "./never/rule";
import { Zone } from "./never/rule";
import { neverRules } from "./never/rules";
import { tokenBreaches, withoutBoundary } from "./never/roles";
import type { ContextValues } from "./simulation/conditions";
import { meeting } from "./simulation/conditions";
import { decide, MeaninglessRequest } from "./simulation/decide";
import { inBoth, pattern } from "./simulation/patterns";
import { requestOf } from "./simulation/request";

/** What the title of an account that a document names begins with. */
const NAMED = "account ";

/** Nobody in particular, and an administrator of a stranger's account and of each account of others that a document names. */
function outsiders(world: World): Actor[] {
  const own = world.own.places.map(({ account }) => account);
  const named = world.own.documents
    .filter(({ kind }) => kind === "resource" || kind === "trust")
    .flatMap(({ content }) => content.Statement.flatMap(principalsOf))
    .flatMap((principal) => /\b\d{12}\b/.exec(principal)?.[0] ?? [])
    .filter((account) => !own.includes(account));
  const [stranger] = actorsOf(world, "administrator@stranger");
  if (stranger?.place === undefined) {
    throw new Error("a stranger acts from an account");
  }
  const { name, place } = stranger;
  return [
    ...actorsOf(world, "anyone"),
    ...[...new Set([STRANGER, ...named])].map((account) => ({
      ...stranger,
      title: account === STRANGER ? "an account of strangers" : `${NAMED}${account}`,
      name: name.replace(STRANGER, account),
      place: { ...place, account },
    })),
  ];
}

/**
 * Permissions that must never be, whatever the settings of a stack are. Each role that some statement lets do something of
 * the kind is simulated, with a request that meets the statement's own conditions and all documents of the stack. The
 * organization is not asked: it would only take away.
 *
 * @param graph - A rehearsed stack. That of an organization has no landing zone, so nothing is asked.
 */
export async function checkNever(graph: Graph): Promise<readonly Breach[]> {
  if (graph.stack.kind !== "landing-zone") {
    return [];
  }
  const world = worldOf(graph);
  const zone = new Zone(world);
  const roles = actorsOf(world, "every role");
  const strangers = outsiders(world);
  const found: Breach[] = zone.isSingle ? [] : withoutBoundary(world);
  for (const rule of neverRules(zone)) {
    for (const actor of rule.outsiders
      ? strangers.filter(isOutsideFor(rule))
      : roles.filter(isBoundBy(rule))) {
      found.push(...(await breachesOf(world, rule, actor)));
    }
  }
  return [...found, ...(await tokenBreaches(world))];
}

/** A world of one stack: what others do to it is not in it. */
export function worldOf(graph: Graph, organizationId = organizationIn(graph)): World {
  return new World({ own: graph, outside: [], ...(organizationId === undefined ? {} : { organizationId }) });
}

/** The organization that the documents of a stack are bound to. */
function organizationIn(graph: Graph): string | undefined {
  return /"aws:(?:Principal|Resource)OrgID\\*":\s*\\*"(o-[a-z0-9]{10,32})/.exec(JSON.stringify(graph))?.[1];
}

function isBoundBy({ who }: NeverRule): (actor: Actor) => boolean {
  return ({ title }) => {
    const [role = "", plane = ""] = title.split("@");
    return who(role, plane);
  };
}

function isOutsideFor({ outsiders: which }: NeverRule): (actor: Actor) => boolean {
  return ({ title }) => which === "all" || !title.startsWith(NAMED);
}

/** One request that a statement could allow. */
interface Question {
  readonly action: string;
  readonly on: string;
  readonly given: ContextValues;
}

async function breachesOf(world: World, rule: NeverRule, actor: Actor): Promise<Breach[]> {
  const catalog = new Catalog(world);
  const breaches: Breach[] = [];
  for (const { action, on, given } of questionsOf(world, rule, actor)) {
    try {
      const request = requestOf(world, catalog, actor, { action, on, given });
      const { allowed, because } = await decide({ ...request, givenKeys: [] });
      if (allowed) {
        const what = `${rule.what}: ${action} on ${on}, by ${because.join(", ")}`;
        breaches.push({ who: actor.title, what, because: rule.because });
      }
    } catch (error) {
      if (!(error instanceof MeaninglessRequest)) {
        throw error;
      }
    }
  }
  return breaches;
}

/** Requests of the rule's kind that a statement might allow; where there is no such statement, IAM refuses. */
function questionsOf(world: World, rule: NeverRule, actor: Actor): Question[] {
  const own = rule.outsiders ? [] : actor.identity.flatMap(allowances);
  return rule.actions.flatMap((action) => {
    const given = own.filter((statement) => covers(statement, action));
    return rule.on.flatMap((on) => {
      const taken = allowancesOf(world, on).filter(
        (statement) => names(statement, actor) && covers(statement, action),
      );
      return [...given, ...taken].flatMap((statement) =>
        common(statement, on).map((thing) => ({
          action,
          on: thing,
          given: { ...meeting(actor, statement), ...rule.given },
        })),
      );
    });
  });
}

function allowances({ content }: NamedPolicy): readonly StatementJson[] {
  return content.Statement.filter(({ Effect }) => Effect === "Allow");
}

function allowancesOf(world: World, on: string): readonly StatementJson[] {
  return on.startsWith("arn:") ? world.resourcePolicies(on).flatMap(allowances) : [];
}

/** Whether a thing lets somebody in by itself: what it allows to the role's whole account, its own policies must allow too. */
function names(statement: StatementJson, { name, place, title }: Actor): boolean {
  const isOutside = !title.includes("@");
  return principalsOf(statement).some(
    (each) => each === "*" || each === name || (isOutside && each.includes(place?.account ?? "nobody")),
  );
}

function principalsOf({ Principal }: StatementJson): readonly string[] {
  const { AWS = [] } = (Principal ?? {}) as { readonly AWS?: string | readonly string[] };
  return Principal === "*" ? ["*"] : listOf(AWS);
}

/** Examples of what a statement and a rule are both about. */
function common({ Resource }: StatementJson, on: string): readonly string[] {
  const resources = Resource === undefined ? ["*"] : listOf(Resource);
  return [...new Set(resources.flatMap((resource) => inBoth(on, resource) ?? []))];
}

function covers({ Action, NotAction }: StatementJson, action: string): boolean {
  const named = (texts: readonly string[]): boolean => texts.some((text) => pattern(text, "i").test(action));
  return NotAction === undefined ? named(listOf(Action)) : !named(listOf(NotAction));
}
