import type { Actor } from "./actors";
import { actorsOf } from "./actors";
import { Catalog } from "./catalog";
import type { NamedPolicy, StatementJson } from "./graph/documents";
import { listOf, optionalText } from "./graph/values";
import type { World } from "./graph/world";
import { meeting, withValues } from "./simulation/conditions";
import type { Verdict } from "./simulation/decide";
import { decide, MeaninglessRequest } from "./simulation/decide";
import { examplesOf, pattern } from "./simulation/patterns";
import { requestOf } from "./simulation/request";

/** What a statement of a role's own policies allows, and what IAM says with every other document that it asks. */
export interface Grant {
  /** `<role>@<plane>` */
  readonly who: string;
  readonly action: string;
  /** As the statement says it; `*` stands for anything. */
  readonly on: string;
  /** Account that owns it. */
  readonly account: string;
  readonly conditions: StatementJson["Condition"];
  readonly verdict: Verdict;
}

/**
 * Asks for everything that the roles of our landing zone were given: each action on each thing of each statement, by a
 * request that meets the statement's own conditions. So this needs no list of what to ask, and answers for any stack.
 */
export async function grantsOf(world: World): Promise<Grant[]> {
  const catalog = new Catalog(world);
  const things = knownThings(world);
  const grants: Grant[] = [];
  for (const actor of actorsOf(world, "every role")) {
    for (const given of actor.identity.flatMap(allowedBy)) {
      grants.push(...(await ask(world, catalog, actor, given, examples(actor, given.on, things))));
    }
  }
  return grants;
}

interface Allowed {
  readonly action: string;
  readonly on: string;
  readonly statement: StatementJson;
}

function allowedBy({ content }: NamedPolicy): Allowed[] {
  return content.Statement.filter(({ Effect }) => Effect === "Allow").flatMap((statement) =>
    listOf(statement.Action).flatMap((action) =>
      listOf(statement.Resource).map((on) => ({ action, on, statement })),
    ),
  );
}

/** Tries each example until one is allowed; nothing for an action that is not about such things. */
async function ask(
  world: World,
  catalog: Catalog,
  actor: Actor,
  { action, on, statement }: Allowed,
  candidates: readonly string[],
): Promise<Grant[]> {
  const given = meeting(actor, statement);
  let last: Grant[] = [];
  for (const candidate of candidates) {
    const request = requestOf(world, catalog, actor, { action, on: candidate, given });
    try {
      const verdict = await decide({ ...request, givenKeys: [] });
      const { account } = request;
      last = [{ who: actor.title, action, on, account, conditions: statement.Condition, verdict }];
      if (verdict.allowed) {
        return last;
      }
    } catch (error) {
      if (!(error instanceof MeaninglessRequest)) {
        throw error;
      }
    }
  }
  return last;
}

/** What a text of a statement may stand for: something that the stack makes, else something that could be. */
function examples(actor: Actor, on: string, things: readonly string[]): readonly string[] {
  if (on === "*" || !/[*?$]/.test(on)) {
    return [on];
  }
  const wanted = pattern(on);
  return [...things.filter((arn) => wanted.test(arn)).slice(0, 3), ...examplesOf(withValues(actor, on))];
}

/** Things whose own policy has a say, and versions of the models. */
function knownThings(world: World): readonly string[] {
  const arns = world.own.graph.resources.flatMap((resource) => optionalText(resource, "arn") ?? []);
  return arns.flatMap((arn) =>
    arn.includes(":model-package-group/")
      ? [arn, `${arn.replace(":model-package-group/", ":model-package/")}/1`]
      : [arn],
  );
}
