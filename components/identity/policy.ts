import * as pulumi from "@pulumi/pulumi";

import { UNSCOPABLE_ACTIONS } from "./unscopable-actions";

export type Conditions = Readonly<Record<string, Readonly<Record<string, pulumi.Input<string | string[]>>>>>;

interface StatementBase {
  /** Says what the statement is for; letters and digits, unique in its document. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly conditions?: Conditions;
}

/** A statement of an identity policy. */
export interface Statement extends StatementBase {
  readonly resources: readonly pulumi.Input<string>[];
}

/** Denial of everything except some actions; for service control policies. */
export interface ExceptStatement extends Omit<Statement, "actions"> {
  readonly effect: "Deny";
  readonly notActions: readonly string[];
}

export type Principal = Readonly<Record<"AWS" | "Service" | "Federated", pulumi.Input<string | string[]>>>;

/** A statement of a resource policy. */
export interface ResourceStatement extends StatementBase {
  readonly principal: Partial<Principal> | "*";
  /** Left out in trust policies. */
  readonly resources?: readonly pulumi.Input<string>[];
}

type AnyStatement = Statement | ResourceStatement | ExceptStatement;

/**
 * Renders a policy document. It stays known in previews as long as the ARNs in it are.
 *
 * @throws Error if a statement has no proper sid or repeats one; if it allows all actions of a service or everything to
 * an action that AWS can limit to a resource; if a resource policy allows everyone without conditions.
 */
export function policyDocument(
  statements: readonly (Statement | ResourceStatement)[],
): pulumi.Output<string> {
  statements.filter(({ effect }) => effect !== "Deny").forEach(checkAllow);
  return renderDocument(statements);
}

/**
 * Renders a document without judging what it allows: for ceilings (permissions boundaries), which grant nothing and
 * name whole services.
 */
export function renderDocument(statements: readonly AnyStatement[]): pulumi.Output<string> {
  checkSids(statements);
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements.map(render) });
}

function render(statement: AnyStatement): Record<string, unknown> {
  const { sid, effect = "Allow", resources, conditions } = statement;
  return {
    Sid: sid,
    Effect: effect,
    ...("principal" in statement ? { Principal: statement.principal } : {}),
    ...("notActions" in statement
      ? { NotAction: oneOrMany(statement.notActions) }
      : { Action: oneOrMany(statement.actions) }),
    ...(resources ? { Resource: oneOrMany(resources) } : {}),
    ...(conditions ? { Condition: conditions } : {}),
  };
}

/** AWS gives back one-element lists as plain strings; writing them so avoids a difference at every refresh. */
function oneOrMany<T>(values: readonly T[]): T | readonly T[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function checkSids(statements: readonly AnyStatement[]): void {
  const seen = new Set<string>();
  for (const { sid } of statements) {
    if (!/^[A-Za-z0-9]+$/.test(sid) || seen.has(sid)) {
      throw new Error(
        `statement id "${sid}" is ${seen.has(sid) ? "used twice" : "not made of letters and digits"}`,
      );
    }
    seen.add(sid);
  }
}

function checkAllow(statement: Statement | ResourceStatement): void {
  const { sid, actions, resources } = statement;
  const wild = actions.find((action) => action === "*" || action.endsWith(":*"));
  if (wild !== undefined && !("principal" in statement)) {
    throw new Error(`statement ${sid} allows ${wild}: name the actions`);
  }
  if ("principal" in statement && isEveryone(statement.principal) && statement.conditions === undefined) {
    throw new Error(`statement ${sid} allows everyone: name the principals, or add conditions`);
  }
  const scopable = actions.find((action) => !UNSCOPABLE_ACTIONS.includes(action));
  if (resources?.includes("*") && scopable !== undefined && !("principal" in statement)) {
    throw new Error(`statement ${sid} allows ${scopable} on every resource: name the resources`);
  }
}

function isEveryone(principal: ResourceStatement["principal"]): boolean {
  return principal === "*" || Object.values(principal).flat().includes("*");
}
