import type { Graph, GraphResource } from "./graph";

/** Resources of a type, sorted by URN. */
export function ofType(graph: Graph, type: string): GraphResource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/**
 * @param what - Says what is looked for, for the message.
 * @throws Error if there is none, or more than one
 */
export function only(found: readonly GraphResource[], what: string): GraphResource {
  const [first, second] = found;
  if (!first || second) {
    throw new Error(`the stack has ${found.length === 0 ? "no" : found.length} ${what}, one is needed`);
  }
  return first;
}

/** A value of the graph that has to be text. */
export function text(value: unknown): string {
  if (typeof value !== "string") {
    throw new Error(`expected text in the graph, found ${JSON.stringify(value)}`);
  }
  return value;
}
