import { parse } from "yaml";

import type { EventPattern } from "./event-pattern";
import { matchesEventPattern } from "./event-pattern";
import type { SimulatedPipeline } from "./azure-devops-runs";
import { ofType, only, text } from "./graph-lookup";
import type { Graph, GraphResource } from "./rehearsal/graph";

/** The way of an approval through a rehearsed stack, hop by hop. */
export interface ApprovalRoute {
  readonly rule: GraphResource;
  readonly queue: GraphResource;
  readonly lambda: GraphResource;
  readonly pipeline: GraphResource;
  /** What the pipeline's file asks for, read from the repository's first content. */
  readonly simulatedPipeline: SimulatedPipeline;
}

type Event = Readonly<Record<string, unknown>>;

/** The rules of a stack that an event matches. */
export function rulesMatching(graph: Graph, event: Event): GraphResource[] {
  return ofType(graph, "aws:cloudwatch/eventRule:EventRule").filter(({ inputs }) =>
    matchesEventPattern(JSON.parse(text(inputs.eventPattern)) as EventPattern, event),
  );
}

/**
 * Follows an event from its rule to the pipeline that it starts, along the values that the services themselves use:
 * ARNs, names, environment variables, ids.
 *
 * @throws Error that names the hop where the way ends.
 */
export function routeOf(graph: Graph, event: Event): ApprovalRoute {
  const rule = only(rulesMatching(graph, event), "rule that matches the event");
  const target = only(
    ofType(graph, "aws:cloudwatch/eventTarget:EventTarget").filter(
      ({ inputs }) => inputs.rule === rule.outputs.name,
    ),
    `target of rule ${rule.name}`,
  );
  const queue = only(
    ofType(graph, "aws:sqs/queue:Queue").filter(({ outputs }) => outputs.arn === target.inputs.arn),
    `queue behind target ${target.name}`,
  );
  const mapping = only(
    ofType(graph, "aws:lambda/eventSourceMapping:EventSourceMapping").filter(
      ({ inputs }) => inputs.eventSourceArn === queue.outputs.arn,
    ),
    `consumer of queue ${queue.name}`,
  );
  const lambda = only(
    ofType(graph, "aws:lambda/function:Function").filter(
      ({ outputs }) => outputs.name === mapping.inputs.functionName,
    ),
    `function of consumer ${mapping.name}`,
  );
  const pipelineId = environmentOf(lambda).AZURE_DEVOPS_PIPELINE_ID;
  const pipeline = only(
    ofType(graph, "azuredevops:index/buildDefinition:BuildDefinition").filter(({ id }) => id === pipelineId),
    `pipeline with id ${pipelineId ?? "(none)"}`,
  );
  return { rule, queue, lambda, pipeline, simulatedPipeline: pipelineFile(graph, pipeline) };
}

export function environmentOf(lambda: GraphResource): Readonly<Record<string, string>> {
  return (lambda.inputs.environment as { variables?: Record<string, string> } | undefined)?.variables ?? {};
}

function pipelineFile(graph: Graph, pipeline: GraphResource): SimulatedPipeline {
  const repository = pipeline.inputs.repository as { repoId: string; ymlPath: string };
  const file = only(
    ofType(graph, "azuredevops:index/gitRepositoryFile:GitRepositoryFile").filter(
      ({ inputs }) => inputs.repositoryId === repository.repoId && inputs.file === repository.ymlPath,
    ),
    `file ${repository.ymlPath} of pipeline ${pipeline.name}`,
  );
  const { parameters = [] } = parse(text(file.inputs.content)) as {
    parameters?: readonly { name: string }[];
  };
  return { name: text(pipeline.inputs.name), parameters: parameters.map(({ name }) => name) };
}
