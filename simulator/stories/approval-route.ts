import { parse } from "yaml";

import type { EventPattern } from "../aws/event-pattern";
import { matchesEventPattern } from "../aws/event-pattern";
import type { PipelineParameter, SimulatedPipeline } from "../azure-devops/protocol";
import { ofType, only, text } from "../rehearsal/graph-lookup";
import type { Graph, GraphResource } from "../rehearsal/graph";
import { filesOfSeed, SEED } from "../azure-devops/seeded-files";

/** The way of an event to the function that handles it. */
export interface EventRoute {
  readonly rule: GraphResource;
  readonly queue: GraphResource;
  readonly lambda: GraphResource;
}

/** The way of an approval through a rehearsed stack, hop by hop. */
export interface ApprovalRoute extends EventRoute {
  readonly pipeline: GraphResource;
  /** What the pipeline's file asks for, read from the repository's first content. */
  readonly simulatedPipeline: SimulatedPipeline;
}

type Event = Readonly<Record<string, unknown>>;

/** The rules of a stack that an event matches. Rules with a schedule match none. */
export function rulesMatching(graph: Graph, event: Event): GraphResource[] {
  return ofType(graph, "aws:cloudwatch/eventRule:EventRule").filter(
    ({ inputs }) =>
      inputs.eventPattern !== undefined &&
      matchesEventPattern(JSON.parse(text(inputs.eventPattern)) as EventPattern, event),
  );
}

/** Those among rules whose events reach a function that starts a pipeline; others only tell people. */
export function startingDeployments(graph: Graph, rules: readonly GraphResource[]): GraphResource[] {
  const starters = ofType(graph, "aws:lambda/function:Function")
    .filter((lambda) => environmentOf(lambda).AZURE_DEVOPS_PIPELINE_ID !== undefined)
    .map(({ outputs }) => outputs.name);
  const queues = ofType(graph, "aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => starters.includes(inputs.functionName))
    .map(({ inputs }) => inputs.eventSourceArn);
  const reaching = ofType(graph, "aws:cloudwatch/eventTarget:EventTarget")
    .filter(({ inputs }) => queues.includes(inputs.arn))
    .map(({ inputs }) => inputs.rule);
  return rules.filter(({ outputs }) => reaching.includes(outputs.name));
}

/**
 * Follows an event from its rule to the pipeline that it starts, along the values that the services themselves use:
 * ARNs, names, environment variables, ids.
 *
 * @throws Error that names the hop where the way ends.
 */
export function routeOf(graph: Graph, event: Event): ApprovalRoute {
  const route = eventRoute(graph, event);
  const pipelineId = environmentOf(route.lambda).AZURE_DEVOPS_PIPELINE_ID;
  const pipeline = pipelineWithId(graph, pipelineId);
  return { ...route, pipeline, simulatedPipeline: pipelineFile(graph, pipeline) };
}

/** @throws Error that names the hop where the way ends. */
export function eventRoute(graph: Graph, event: Event): EventRoute {
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
  return { rule, queue, lambda };
}

export function pipelineWithId(graph: Graph, pipelineId: string | undefined): GraphResource {
  return only(
    ofType(graph, "azuredevops:index/buildDefinition:BuildDefinition").filter(({ id }) => id === pipelineId),
    `pipeline with id ${pipelineId ?? "(none)"}`,
  );
}

export function environmentOf(lambda: GraphResource): Readonly<Record<string, string>> {
  return (lambda.inputs.environment as { variables?: Record<string, string> } | undefined)?.variables ?? {};
}

export function pipelineFile(graph: Graph, pipeline: GraphResource): SimulatedPipeline {
  const repository = pipeline.inputs.repository as { repoId: string; ymlPath: string };
  const seed = only(
    ofType(graph, SEED).filter(({ inputs }) => inputs.repositoryId === repository.repoId),
    `seed of the repository of pipeline ${pipeline.name}`,
  );
  const file = filesOfSeed(seed)[repository.ymlPath];
  if (file === undefined) {
    throw new Error(`the repository of pipeline ${pipeline.name} has no file ${repository.ymlPath}`);
  }
  return { name: text(pipeline.inputs.name), parameters: pipelineParameters(file) };
}

/** The template parameters that a pipeline's file declares. Azure Pipelines takes defaults and values as texts. */
export function pipelineParameters(yaml: string): PipelineParameter[] {
  const { parameters = [] } = parse(yaml) as {
    parameters?: readonly {
      name: string;
      default?: string | number | boolean;
      values?: readonly (string | number | boolean)[];
    }[];
  };
  return parameters.map(({ name, default: value, values }) => ({
    name,
    ...(value === undefined ? {} : { default: String(value) }),
    ...(values === undefined ? {} : { values: values.map(String) }),
  }));
}
