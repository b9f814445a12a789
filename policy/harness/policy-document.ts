import { isObject, stringsIn } from "./properties";
import type { Value } from "./properties";

/** A principal of a statement: kind "AWS", "Service" or "Federated", or "*" for everyone. */
export interface Principal {
  readonly kind: string;
  readonly value: string;
}

/** One condition of a statement, with its values as a list. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of an IAM policy document with every list spelled out. */
export interface Statement {
  /** The sid, or its position where it has none. */
  readonly label: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  readonly conditions: readonly Condition[];
}

/** The statements of a policy document; none where the document has none. */
export function statementsOf(document: Value | undefined): readonly Statement[] {
  if (!isObject(document)) {
    return [];
  }
  const { Statement: given } = document;
  const list = Array.isArray(given) ? given : [given];
  return list.filter(isObject).map(toStatement);
}

export function allowsOf(document: Value | undefined): readonly Statement[] {
  return statementsOf(document).filter(({ effect }) => effect === "Allow");
}

/** Values of one condition key under one operator. Condition keys ignore case. */
export function conditionValues(statement: Statement, operator: string, key: string): readonly string[] {
  return statement.conditions
    .filter(
      (condition) => condition.operator === operator && condition.key.toLowerCase() === key.toLowerCase(),
    )
    .flatMap(({ values }) => values);
}

/** Whether a principal stands for everyone. */
export function isOpen({ value }: Principal): boolean {
  return value === "*";
}

/** Whether an action stands for every action, or every action of a service: "*", "s3:*". */
export function isWholeService(action: string): boolean {
  return /^([^:]*\*[^:]*|[^:]+:[*?]*\*[*?]*)$/.test(action);
}

/** Whether an action pattern covers an action, by IAM's rules: no case, "*" any run, "?" one character. */
export function coversAction(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "i").test(action);
}

function toStatement(statement: Readonly<Record<string, Value>>, index: number): Statement {
  return {
    label: typeof statement.Sid === "string" ? `statement ${statement.Sid}` : `statement ${index + 1}`,
    effect: stringsIn(statement.Effect)[0] ?? "",
    actions: stringsIn(statement.Action),
    notActions: stringsIn(statement.NotAction),
    resources: stringsIn(statement.Resource),
    notResources: stringsIn(statement.NotResource),
    principals: toPrincipals(statement.Principal),
    notPrincipals: toPrincipals(statement.NotPrincipal),
    conditions: toConditions(statement.Condition),
  };
}

function toPrincipals(principal: Value | undefined): readonly Principal[] {
  if (isObject(principal)) {
    return Object.entries(principal).flatMap(([kind, value]) =>
      stringsIn(value).map((one) => ({ kind, value: one })),
    );
  }
  return stringsIn(principal).map((value) => ({ kind: "*", value }));
}

function toConditions(condition: Value | undefined): readonly Condition[] {
  return Object.entries(isObject(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, value]) => ({
      operator,
      key,
      values: (Array.isArray(value) ? value : [value]).map(String),
    })),
  );
}
