import { ofType, only, text } from "../../rehearsal/graph-lookup";
import type { Graph, GraphResource } from "../../rehearsal/graph";
import type { Files } from "../../azure-devops/seeded-files";
import { filesOfSeed, seededFiles } from "../../azure-devops/seeded-files";
import type { ModelBuildFile } from "./pipeline-file";
import { readModelBuildFile, startsOn } from "./pipeline-file";
import { roleOf } from "./trust";

/** Variables that the rehearsal needs itself. */
const NEEDED = ["MODEL", "AWS_REGION", "AWS_ACCOUNT", "BUILD_CONTRACT"] as const;

/** All variables that the pipeline's definition sets. */
export type ModelBuildVariables = Readonly<Record<string, string> & Record<(typeof NEEDED)[number], string>>;

/** The way of a push to the role that acts in AWS and the contract that it reads, hop by hop. */
export interface ModelBuildRoute {
  readonly repository: GraphResource;
  /** The repository's first content: text by path. */
  readonly files: Files;
  readonly file: ModelBuildFile;
  readonly reviewers: number;
  readonly pipeline: GraphResource;
  readonly variables: ModelBuildVariables;
  readonly organization: string;
  readonly project: string;
  readonly connection: GraphResource;
  /** As AWS knows the connection: `sc://organization/project/connection`. */
  readonly subject: string;
  readonly role: GraphResource;
  readonly contract: GraphResource;
}

const BRANCH = "main";
const REF = `refs/heads/${BRANCH}`;

/**
 * Follows a push to the main branch of the first model's repository, along the values that the services themselves use.
 *
 * @param read - What a seed of the graph pushes.
 * @returns undefined for a stack without models
 * @throws Error that names the hop where the way ends
 */
export function modelBuildRoute(
  graph: Graph,
  read = filesOfSeed,
  model?: string,
): ModelBuildRoute | undefined {
  if (ofType(graph, "aws:sagemaker/modelPackageGroup:ModelPackageGroup").length === 0) {
    return undefined;
  }
  const pipeline = firstPipeline(graph, model);
  const { repoId, branchName, ymlPath } = pipeline.inputs.repository as Readonly<Record<string, string>>;
  const repository = only(
    ofType(graph, "azuredevops:index/git:Git").filter(({ id }) => id === repoId),
    `repository of pipeline ${pipeline.name}`,
  );
  const files = seededFiles(graph, repository, read);
  const file = readModelBuildFile(fileOf(files, text(ymlPath), repository));
  requireTrigger(pipeline, file, text(branchName));
  const project = only(
    ofType(graph, "azuredevops:index/project:Project").filter(({ id }) => id === pipeline.inputs.projectId),
    `project of pipeline ${pipeline.name}`,
  );
  const organization = pipeline.provider?.account ?? "";
  requireEnvironment(graph, pipeline, file.environment);
  const connection = connectionOf(graph, pipeline, file.connection);
  const subject = `sc://${organization}/${text(project.inputs.name)}/${text(connection.inputs.serviceEndpointName)}`;
  const variables = variablesOf(pipeline);
  return {
    repository,
    files,
    file,
    reviewers: reviewersOf(graph, repository, pipeline),
    pipeline,
    variables,
    organization,
    project: text(project.inputs.name),
    connection,
    subject,
    role: roleOf(graph, connection, subject, variables.AWS_ACCOUNT),
    contract: contractOf(graph, variables),
  };
}

/** Pipelines that build models are those with a variable MODEL. */
function firstPipeline(graph: Graph, model?: string): GraphResource {
  const [first] = ofType(graph, "azuredevops:index/buildDefinition:BuildDefinition").filter((definition) => {
    const { MODEL } = definitionVariables(definition);
    return MODEL !== undefined && (model === undefined || MODEL.value === model);
  });
  if (!first) {
    throw new Error("the stack has a model, but no pipeline with a variable MODEL: nothing builds the model");
  }
  return first;
}

interface Variable {
  readonly value: string;
  /** Whether whoever starts a run may set another value. */
  readonly allowOverride: boolean;
}

export function definitionVariables({ inputs }: GraphResource): Readonly<Record<string, Variable>> {
  const variables = (inputs.variables ?? []) as unknown as readonly (Variable & { readonly name: string })[];
  return Object.fromEntries(variables.map(({ name, ...variable }) => [name, variable]));
}

/** @throws Error if a needed one has no value, or if a run may choose another value for any */
function variablesOf(pipeline: GraphResource): ModelBuildVariables {
  const variables = definitionVariables(pipeline);
  for (const name of new Set([...NEEDED, ...Object.keys(variables)])) {
    const { value, allowOverride } = variables[name] ?? { value: "", allowOverride: false };
    if (value === "" || allowOverride) {
      throw new Error(
        `pipeline ${pipeline.name} needs a variable ${name} with a value that no run can override, ` +
          `found "${value}"${allowOverride ? ", which a run can override" : ""}`,
      );
    }
  }
  const values = Object.entries(variables).map(([name, { value }]) => [name, value] as const);
  return Object.fromEntries(values) as ModelBuildVariables;
}

export function fileOf(files: Files, path: string, repository: GraphResource): string {
  const content = files[path];
  if (content === undefined) {
    throw new Error(`repository ${repository.name} has no file ${path} on ${BRANCH}`);
  }
  return content;
}

function requireTrigger(pipeline: GraphResource, file: ModelBuildFile, branchName: string): void {
  const { useYaml } = (pipeline.inputs.ciTrigger ?? {}) as { readonly useYaml?: boolean };
  if (useYaml !== true) {
    throw new Error(
      `pipeline ${pipeline.name} ignores the trigger of its file: ciTrigger.useYaml is not set`,
    );
  }
  if (branchName !== REF || !startsOn(file, BRANCH)) {
    const branches = file.branches.length === 0 ? "no branch" : file.branches.join(", ");
    throw new Error(
      `a push to ${BRANCH} does not start pipeline ${pipeline.name}: its file on ${branchName} is started by ${branches}`,
    );
  }
}

/** Azure DevOps makes an environment that it does not know, without a check. */
export function requireEnvironment(graph: Graph, pipeline: GraphResource, name: string): void {
  const environment = only(
    ofType(graph, "azuredevops:index/environment:Environment").filter(({ inputs }) => inputs.name === name),
    `environment ${name}, which the file of pipeline ${pipeline.name} names`,
  );
  requireAuthorization(graph, pipeline, "environment", environment);
}

export function connectionOf(graph: Graph, pipeline: GraphResource, name: string): GraphResource {
  const connection = only(
    ofType(graph, "azuredevops:index/serviceEndpointAws:ServiceEndpointAws").filter(
      ({ inputs }) => inputs.serviceEndpointName === name && inputs.projectId === pipeline.inputs.projectId,
    ),
    `service connection ${name}, which the file of pipeline ${pipeline.name} names`,
  );
  requireAuthorization(graph, pipeline, "endpoint", connection);
  return connection;
}

/** Without it the first run stands still and waits for a permission. */
function requireAuthorization(
  graph: Graph,
  pipeline: GraphResource,
  type: "endpoint" | "environment",
  resource: GraphResource,
): void {
  only(
    ofType(graph, "azuredevops:index/pipelineAuthorization:PipelineAuthorization").filter(
      ({ inputs }) =>
        inputs.type === type &&
        inputs.resourceId === resource.id &&
        String(inputs.pipelineId as number) === pipeline.id,
    ),
    `authorization of pipeline ${pipeline.name} for ${type} ${resource.name}`,
  );
}

/** How many people review a change of main, which the pipeline has to validate, too. */
function reviewersOf(graph: Graph, repository: GraphResource, pipeline: GraphResource): number {
  const policy = (type: string, what: string): Readonly<Record<string, unknown>> =>
    only(
      ofType(graph, `azuredevops:index/${type}`).filter((candidate) => protects(candidate, repository)),
      `policy on ${BRANCH} of repository ${repository.name} that asks for ${what}`,
    ).inputs.settings as Readonly<Record<string, unknown>>;
  const { buildDefinitionId } = policy("branchPolicyBuildValidation:BranchPolicyBuildValidation", "a build");
  if (String(buildDefinitionId) !== pipeline.id) {
    throw new Error(
      `changes of repository ${repository.name} are not validated by pipeline ${pipeline.name}`,
    );
  }
  return Number(policy("branchPolicyMinReviewers:BranchPolicyMinReviewers", "reviewers").reviewerCount);
}

function protects({ inputs }: GraphResource, repository: GraphResource): boolean {
  const { scopes } = inputs.settings as unknown as {
    readonly scopes: readonly Readonly<Record<string, string>>[];
  };
  const isEffective = inputs.enabled === true && inputs.blocking === true;
  return (
    isEffective &&
    scopes.some(({ repositoryId, repositoryRef }) => repositoryId === repository.id && repositoryRef === REF)
  );
}

function contractOf(
  graph: Graph,
  { BUILD_CONTRACT, AWS_ACCOUNT, AWS_REGION }: ModelBuildVariables,
): GraphResource {
  return only(
    ofType(graph, "aws:ssm/parameter:Parameter").filter(
      ({ inputs, provider }) =>
        inputs.name === BUILD_CONTRACT && provider?.account === AWS_ACCOUNT && provider.region === AWS_REGION,
    ),
    `parameter ${BUILD_CONTRACT} in account ${AWS_ACCOUNT} and region ${AWS_REGION}`,
  );
}
