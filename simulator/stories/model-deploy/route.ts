import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { parse } from "yaml";

import { ROOT } from "../../../assets/root";
import { PIPELINE_FILE } from "../../../settings/azure-devops-names";
import { ofType, only, text } from "../../rehearsal/graph-lookup";
import { connectionOf, definitionVariables, fileOf, requireEnvironment } from "../model-build/route";
import { seededFiles } from "../../azure-devops/seeded-files";
import { roleOf } from "../model-build/trust";
import type { Graph, GraphResource } from "../../rehearsal/graph";
import type { RecordedResource } from "../../rehearsal/resource";
import { asAsset, unwrapped } from "../../rehearsal/values";

/** What paths of a stack's assets are relative to. */

/** A stage of the Model Deploy pipeline: where it acts, and what it runs there. */
export interface DeployStage {
  readonly name: string;
  /** Undefined: the stage deploys nothing. */
  readonly environment?: string;
  /** Name of the service connection. */
  readonly connection: string;
  readonly role: GraphResource;
  /** Arguments of `npm run deploy`, in the order of the file. */
  readonly commands: readonly string[];
  /** How many of how many people let the stage begin; undefined: nobody is asked. */
  readonly approval?: { readonly needed: number; readonly instructions: string };
}

/** The way of an approved version to production, hop by hop. */
export interface ModelDeployRoute {
  readonly pipeline: GraphResource;
  readonly files: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly organization: string;
  readonly project: string;
  readonly stages: readonly DeployStage[];
  /** The contracts of staging and production, by name of the parameter. */
  readonly contracts: Readonly<Record<string, string>>;
  /** The landing zone's policy pack, as it lies in the bucket of the deploy program's state. */
  readonly policyPack: string;
  /** The functions that start batch runs, by ARN. */
  readonly batchFunctions: readonly GraphResource[];
}

/**
 * Follows the Model Deploy pipeline of a rehearsed stack along the values that the services themselves use.
 *
 * @param resources - What the program registered, with its secrets: Pulumi takes every parameter for one.
 * @throws Error that names the hop where the way ends
 */
export function modelDeployRoute(graph: Graph, resources: readonly RecordedResource[]): ModelDeployRoute {
  const pipeline = only(
    ofType(graph, "azuredevops:index/buildDefinition:BuildDefinition").filter(
      (definition) =>
        "PRODUCTION_ACCOUNT" in definitionVariables(definition) &&
        (definition.inputs.repository as { ymlPath?: unknown }).ymlPath === PIPELINE_FILE,
    ),
    `pipeline of ${PIPELINE_FILE} with a variable PRODUCTION_ACCOUNT`,
  );
  const { repoId, ymlPath } = pipeline.inputs.repository as Readonly<Record<string, string>>;
  const repository = only(
    ofType(graph, "azuredevops:index/git:Git").filter(({ id }) => id === repoId),
    `repository of pipeline ${pipeline.name}`,
  );
  const files = seededFiles(graph, repository);
  const project = only(
    ofType(graph, "azuredevops:index/project:Project").filter(({ id }) => id === pipeline.inputs.projectId),
    `project of pipeline ${pipeline.name}`,
  );
  const variables = Object.fromEntries(
    Object.entries(definitionVariables(pipeline)).map(([name, { value }]) => [name, value]),
  );
  const place = {
    graph,
    pipeline,
    variables,
    organization: pipeline.provider?.account ?? "",
    project: text(project.inputs.name),
  };
  return {
    ...place,
    files,
    stages: stagesOf(fileOf(files, text(ymlPath), repository)).map((stage) => placed(stage, place)),
    contracts: contractsOf(graph, resources, variables),
    policyPack: policyPackOf(resources),
    batchFunctions: ofType(graph, "aws:lambda/function:Function").filter(({ inputs }) =>
      text(inputs.name).endsWith("-batch-transform"),
    ),
  };
}

interface StageYaml {
  readonly stage: string;
  readonly jobs: readonly JobYaml[];
}
interface JobYaml {
  readonly environment?: string;
  readonly steps?: readonly StepYaml[];
  readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly StepYaml[] } } };
}
interface StepYaml {
  readonly script?: string;
  readonly condition?: string;
  readonly inputs?: { readonly awsCredentials?: string; readonly inlineScript?: string };
}
type PlainStage = Pick<DeployStage, "name" | "environment" | "connection" | "commands">;

/** Stages of the file in their order; parameters have their defaults, which are the only values of connections. */
function stagesOf(file: string): PlainStage[] {
  const { parameters, stages } = parse(file) as {
    readonly parameters: readonly { readonly name: string; readonly default?: string }[];
    readonly stages: readonly StageYaml[];
  };
  const filled = (value: string): string =>
    value.replace(/\$\{\{ parameters\.(\w+) \}\}/g, (_, wanted: string) => {
      return parameters.find(({ name }) => name === wanted)?.default ?? "";
    });
  return stages.map(({ stage, jobs }) => {
    const [job] = jobs;
    const steps = job?.strategy?.runOnce.deploy.steps ?? job?.steps ?? [];
    const connection = steps.flatMap(({ inputs }) => inputs?.awsCredentials ?? [])[0] ?? "";
    return {
      name: stage,
      ...(job?.environment === undefined ? {} : { environment: filled(job.environment) }),
      connection: filled(connection),
      commands: steps
        .filter(({ condition = "" }) => !condition.includes("canceled"))
        .flatMap(({ script = "", inputs }) => [
          ...`${script}\n${inputs?.inlineScript ?? ""}`.matchAll(COMMAND),
        ])
        .map(([, command = ""]) => command.trim()),
    };
  });
}

const COMMAND = /^\s*npm run --silent deploy -- (.+)$/gm;

interface Place {
  readonly graph: Graph;
  readonly pipeline: GraphResource;
  readonly variables: Readonly<Record<string, string>>;
  readonly organization: string;
  readonly project: string;
}

function placed(
  stage: PlainStage,
  { graph, pipeline, variables, organization, project }: Place,
): DeployStage {
  const connection = connectionOf(graph, pipeline, stage.connection);
  const account =
    stage.environment === "production" ? variables.PRODUCTION_ACCOUNT : variables.STAGING_ACCOUNT;
  const role = roleOf(
    graph,
    connection,
    `sc://${organization}/${project}/${stage.connection}`,
    account ?? "",
  );
  if (stage.environment === undefined) {
    return { ...stage, role };
  }
  requireEnvironment(graph, pipeline, stage.environment);
  const approval = approvalOf(graph, stage.environment);
  return { ...stage, role, ...(approval === undefined ? {} : { approval }) };
}

function approvalOf(graph: Graph, name: string): DeployStage["approval"] {
  const environment = ofType(graph, "azuredevops:index/environment:Environment").find(
    ({ inputs }) => inputs.name === name,
  );
  const check = ofType(graph, "azuredevops:index/checkApproval:CheckApproval").find(
    ({ inputs }) =>
      inputs.targetResourceId === environment?.id && inputs.targetResourceType === "environment",
  );
  return check === undefined
    ? undefined
    : {
        needed: Number(check.inputs.minimumRequiredApprovers ?? 1),
        instructions: text(check.inputs.instructions ?? ""),
      };
}

function contractsOf(
  graph: Graph,
  resources: readonly RecordedResource[],
  { TEAM }: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    ["staging", "production"].map((stage) => {
      const name = `/mlops/${TEAM ?? ""}/${stage}/deployment`;
      const parameter = only(
        ofType(graph, "aws:ssm/parameter:Parameter").filter(({ inputs }) => inputs.name === name),
        `parameter ${name}`,
      );
      const recorded = resources.find(({ urn }) => urn === parameter.urn);
      return [name, text(unwrapped(recorded?.inputs.value))];
    }),
  );
}

function policyPackOf(resources: readonly RecordedResource[]): string {
  const object = resources.find(({ inputs }) => inputs.key === "policies/index.js");
  const file = asAsset(object?.inputs.source)?.path;
  if (file === undefined) {
    throw new Error("the stack puts no policy pack into the bucket of the deploy program's state");
  }
  return readFileSync(resolve(ROOT, file), "utf8");
}
