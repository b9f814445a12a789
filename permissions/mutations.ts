import type { Conditions, PolicyDocument, PolicyJson, StatementJson } from "./graph/documents";
import { listOf } from "./graph/values";
import type { World } from "./graph/world";
import type { Case } from "./simulation/cases";
import type { Change } from "./simulation/decide";
import { decide, documentsOf } from "./simulation/decide";
import { pattern } from "./simulation/patterns";

/** A document with one thing missing. */
export interface Mutant {
  readonly document: string;
  /** Sid of the statement, or its number from 1. */
  readonly statement: string;
  /** What is left out: the whole `statement`, or `<operator> <condition key>`. */
  readonly without: string;
}

export interface MutationOutcome {
  readonly mutants: number;
  /** Mutants under which every case still comes out as its table says. */
  readonly survivors: readonly Mutant[];
}

/**
 * Leaves out every statement and every condition of every document, one at a time, and looks whether a case notices.
 *
 * @param cases - All of them come out as their tables say.
 */
export async function survivorsOf(world: World, cases: readonly Case[]): Promise<MutationOutcome> {
  const asked = casesByDocument(cases);
  const mutants = world.documents.flatMap(mutantsOf);
  const survivors: Mutant[] = [];
  for (const { mutant, change, statement } of mutants) {
    const concerned = (asked.get(mutant.document) ?? []).filter(isAbout(statement));
    if (!(await isNoticed(change, concerned))) {
      survivors.push(mutant);
    }
  }
  return { mutants: mutants.length, survivors };
}

function casesByDocument(cases: readonly Case[]): ReadonlyMap<string, readonly Case[]> {
  const asked = new Map<string, Case[]>();
  for (const each of cases) {
    for (const id of documentsOf(each.request)) {
      const known = asked.get(id) ?? [];
      known.push(each);
      asked.set(id, known);
    }
  }
  return asked;
}

async function isNoticed(change: Change, cases: readonly Case[]): Promise<boolean> {
  for (const { request, allowed } of cases) {
    const verdict = await decide(request, change);
    if (verdict.allowed !== allowed) {
      return true;
    }
  }
  return false;
}

/** Cases that the statement may decide: those with another action or another thing need not be asked again. */
function isAbout(statement: StatementJson): (each: Case) => boolean {
  const actions = listOf(statement.Action).map((action) => pattern(action, "i"));
  const things = listOf(statement.Resource).map((thing) => pattern(thing));
  return ({ request: { action, arn } }) =>
    (actions.length === 0 || actions.some((each) => each.test(action))) &&
    (things.length === 0 || arn === "*" || things.some((each) => each.test(arn)));
}

/** A mutant, how it comes about, and the statement that it is about. */
interface Mutation {
  readonly mutant: Mutant;
  readonly change: Change;
  readonly statement: StatementJson;
}

function mutantsOf({ id, content }: PolicyDocument): Mutation[] {
  return content.Statement.flatMap((statement, index) => {
    const name = statement.Sid ?? String(index + 1);
    const mutate = (without: string, replacement: readonly StatementJson[]): Mutation => ({
      statement,
      mutant: { document: id, statement: name, without },
      change: {
        documentId: id,
        content: (document: PolicyJson) => withStatement(document, index, replacement),
      },
    });
    return [
      mutate("statement", []),
      ...conditionsOf(statement).map(([operator, key]) =>
        mutate(`${operator} ${key}`, [withoutCondition(statement, operator, key)]),
      ),
    ];
  });
}

function withStatement(
  document: PolicyJson,
  index: number,
  replacement: readonly StatementJson[],
): PolicyJson {
  return {
    ...document,
    Statement: document.Statement.flatMap((statement, position) =>
      position === index ? replacement : [statement],
    ),
  };
}

function conditionsOf({ Condition = {} }: StatementJson): [operator: string, key: string][] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): [string, string] => [operator, key]),
  );
}

function withoutCondition(statement: StatementJson, operator: string, key: string): StatementJson {
  const rest = Object.entries(statement.Condition ?? {}).flatMap(([name, keys]) => {
    const left = Object.entries(keys).filter(([other]) => name !== operator || other !== key);
    return left.length > 0 ? [[name, Object.fromEntries(left)] as const] : [];
  });
  const Condition: Conditions = Object.fromEntries(rest);
  return { ...statement, Condition };
}
