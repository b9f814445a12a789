import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";

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

/** A graph in which a file of the first model's repository has other content. */
export function withFile(graph: Graph, path: string, change: (content: string) => string): Graph {
  return changed(
    graph,
    "azuredevops:index/gitRepositoryFile:GitRepositoryFile",
    ({ inputs }) => ({ content: change(inputs.content as string) }),
    `delivery-model-build-churn-${path}`,
  );
}

function is(resource: Resource, type: string, name: string | undefined): boolean {
  return resource.type === type && (name === undefined || resource.name === name);
}
