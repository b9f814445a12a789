import { AwsError } from "./aws-error";
import type { PipelineDefinition } from "./definition";
import type { Execution } from "./execution";
import { parseDefinition } from "./parse-definition";
import type { Place } from "./place";

export interface PipelineVersion {
  readonly id: number;
  /** The definition's text, as it was uploaded. */
  readonly text: string;
  readonly definition: PipelineDefinition;
}

export interface Pipeline {
  readonly name: string;
  readonly arn: string;
  displayName: string | undefined;
  description: string | undefined;
  roleArn: string;
  maxParallelSteps: number | undefined;
  tags: ReadonlyMap<string, string>;
  readonly creationTime: number;
  lastModifiedTime: number;
  /** Oldest first. */
  readonly versions: PipelineVersion[];
  /** Oldest first. */
  readonly executions: Execution[];
  /** Executions by the token that they were started with. */
  readonly tokens: Map<string, Execution>;
}

/** Pipelines by name, and their executions by ARN. */
export class PipelineStore {
  private readonly pipelines = new Map<string, Pipeline>();

  constructor(private readonly place: Place) {}

  /** @throws AwsError ValidationException if the name is taken */
  add(
    pipeline: Omit<Pipeline, "arn" | "creationTime" | "lastModifiedTime" | "executions" | "tokens">,
  ): Pipeline {
    const { name } = pipeline;
    const arn = this.arn(name);
    if (this.pipelines.has(name)) {
      throw new AwsError(
        "ValidationException",
        `Pipeline names must be unique within an AWS account and region. Pipeline with name (${name}) already exists.`,
      );
    }
    const creationTime = this.place.now();
    const added = {
      ...pipeline,
      arn,
      creationTime,
      lastModifiedTime: creationTime,
      executions: [],
      tokens: new Map<string, Execution>(),
    };
    this.pipelines.set(name, added);
    return added;
  }

  /** Notes that a pipeline has changed just now. */
  modified(pipeline: Pipeline): void {
    pipeline.lastModifiedTime = this.place.now();
  }

  /** @param nameOrArn - Either will do. @throws AwsError ResourceNotFound */
  get(nameOrArn: string): Pipeline {
    const found = [...this.pipelines.values()].find(({ name, arn }) => [name, arn].includes(nameOrArn));
    if (found === undefined) {
      const arn = nameOrArn.startsWith("arn:") ? nameOrArn : this.arn(nameOrArn);
      throw new AwsError("ResourceNotFound", `Pipeline '${arn}' does not exist.`);
    }
    return found;
  }

  /** @throws AwsError ResourceNotFound */
  execution(arn: string): Execution {
    const found = [...this.pipelines.values()]
      .flatMap(({ executions }) => executions)
      .find((execution) => execution.args.arn === arn);
    if (found === undefined) {
      throw new AwsError("ResourceNotFound", `PipelineExecution with arn ${arn} does not exist.`);
    }
    return found;
  }

  /** The service writes names in lower case into ARNs. */
  private arn(name: string): string {
    return this.place.arn("sagemaker", `pipeline/${name.toLowerCase()}`);
  }
}

/** @throws AwsError ResourceNotFound */
export function versionOf({ name, versions }: Pipeline, id?: number): PipelineVersion {
  const found = id === undefined ? versions.at(-1) : versions.find((version) => version.id === id);
  if (found === undefined) {
    throw new AwsError("ResourceNotFound", `Pipeline ${name} has no version ${id ?? ""}`);
  }
  return found;
}

/** @throws AwsError ValidationException that says why the text is no definition */
export function readVersion(id: number, text: string): PipelineVersion {
  try {
    return { id, text, definition: parseDefinition(JSON.parse(text)) };
  } catch (error) {
    throw new AwsError(
      "ValidationException",
      `Unable to parse pipeline definition. ${(error as Error).message}`,
    );
  }
}
