import type { Graph, GraphResource } from "../../../../simulator/rehearsal/graph";
import type { Files } from "../../../../simulator/azure-devops/seeded-files";
import { filesOfSeed } from "../../../../simulator/azure-devops/seeded-files";

type Resource = Pick<GraphResource, "type" | "name">;

/** A graph in which some inputs of the resources of a type are others. @param name - Of which of them. @default all */
export function changed(
  graph: Graph,
  type: string,
  inputs: (resource: GraphResource) => GraphResource["inputs"],
  name?: string,
): Graph {
  return {
    ...graph,
    resources: graph.resources.map((resource) =>
      is(resource, type, name)
        ? { ...resource, inputs: { ...resource.inputs, ...inputs(resource) } }
        : resource,
    ),
  };
}

/** A graph without the resources of a type. @param name - Which of them. @default all */
export function without(graph: Graph, type: string, name?: string): Graph {
  return { ...graph, resources: graph.resources.filter((resource) => !is(resource, type, name)) };
}

/** Reads the seeds of a graph as if a file were another. @param change - Gives nothing: the file is missing. */
export function withFile(path: string, change: (content: string) => string | undefined) {
  return (seed: GraphResource): Files => {
    const { [path]: content = "", ...others } = filesOfSeed(seed);
    const other = change(content);
    return { ...others, ...(other === undefined ? {} : { [path]: other }) };
  };
}

function is(resource: Resource, type: string, name: string | undefined): boolean {
  return resource.type === type && (name === undefined || resource.name === name);
}
