import type { StatementJson } from "../../permissions/graph/documents";
import { documentsOf } from "../../permissions/graph/documents";
import { stackSetDocuments } from "../../permissions/graph/stack-set";
import { listOf } from "../../permissions/graph/values";
import type { Graph } from "../../simulator/rehearsal/graph";

/** Every resource by its name and type below its parent, as its URN has it: what a team's state calls it. */
export function renderResources(graph: Graph): string {
  const { resources } = graph;
  const below = (parent: string | null, indent: string): string[] =>
    resources
      .filter((resource) => (resource.parent ?? null) === parent)
      .map((resource) => ({ ...resource, line: `${indent}${resource.name} ${resource.type}` }))
      .sort((left, right) => (left.line < right.line ? -1 : 1))
      .flatMap(({ line, urn }) => [line, ...below(urn, `${indent}  `)]);
  return `${below(null, "").join("\n")}\n`;
}

/** Every policy document of a stack, those that stack sets roll out among them, as text: a line for each action, resource, principal and condition. */
export function renderDocuments(graph: Graph): string {
  return [...documentsOf(graph), ...stackSetDocuments(graph)]
    .map(({ id, kind, content }) => ({ title: `# ${id} (${kind})`, statements: content.Statement }))
    .sort((left, right) => (left.title < right.title ? -1 : 1))
    .map(({ title, statements }) => [title, ...statements.flatMap(statementLines)].join("\n"))
    .join("\n\n")
    .concat("\n");
}

function statementLines(statement: StatementJson): string[] {
  const { Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const list = (word: string, values: string | readonly string[] | undefined): string[] =>
    values === undefined ? [] : [...listOf(values)].map((value) => `  ${word} ${value}`);
  return [
    `${Effect} ${Sid ?? ""}`.trimEnd(),
    ...principalLines(Principal),
    ...list("may", Action),
    ...list("all but", NotAction),
    ...list("on", Resource),
    ...list("on all but", NotResource),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `  if ${operator} ${key}: ${listOf(values).join(", ")}`),
    ),
  ];
}

function principalLines(principal: unknown): string[] {
  if (principal === undefined) {
    return [];
  }
  if (typeof principal === "string") {
    return [`  who ${principal}`];
  }
  return Object.entries(principal as Readonly<Record<string, string | readonly string[]>>).flatMap(
    ([kind, names]) => listOf(names).map((name) => `  who ${kind} ${name}`),
  );
}
