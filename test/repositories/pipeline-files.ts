import { join } from "node:path";

import { parseDocument } from "yaml";

import { PIPELINE_FILE } from "../../settings/azure-devops-names";
import type { SeedFile } from "../../assets/seeds/seed";
import { renderSeed } from "../../assets/seeds/seed";
import { renderTemplate, templatesIn } from "../../assets/seeds/seed-template";

export const ROOT = join(__dirname, "../..");

export type Repository = "model-build" | "model-deploy" | "environments" | "infrastructure";

export interface Step {
  readonly checkout?: string;
  readonly task?: string;
  readonly script?: string;
  readonly bash?: string;
  readonly name?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

export interface Job {
  /** Name of the job, be it a deployment or not. */
  readonly name: string;
  readonly environment: string | undefined;
  readonly steps: readonly Step[];
}

export interface Stage {
  readonly name: string;
  readonly dependsOn: string | readonly string[] | undefined;
  readonly condition: string | undefined;
  readonly jobs: readonly Job[];
}

export interface PipelineFile {
  readonly trigger: unknown;
  readonly parameters: unknown;
  readonly variables: unknown;
  readonly lockBehavior: unknown;
  readonly schedules?: unknown;
  readonly resources?: unknown;
  readonly stages: readonly Stage[];
}

/** A step, or steps that a template expression such as `${{ each … }}` repeats. */
type RawStep = Step | Readonly<Record<`\${{ ${string} }}`, readonly Step[]>>;

interface RawJob {
  readonly job?: string;
  readonly deployment?: string;
  readonly environment?: string;
  readonly steps?: readonly RawStep[];
  readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly RawStep[] } } };
}

interface RawStage {
  readonly stage: string;
  readonly dependsOn?: string | readonly string[];
  readonly condition?: string;
  readonly jobs: readonly RawJob[];
}

/** Every file that defines a pipeline. */
export const PIPELINE_FILES = [
  ["model-build", "azure-pipelines.yml"],
  ["model-deploy", "azure-pipelines.yml"],
  ["model-deploy", "azure-pipelines-checks.yml"],
  ["model-deploy", "azure-pipelines-removal.yml"],
  ["environments", "azure-pipelines.yml"],
  ["infrastructure", "azure-pipelines.yml"],
] as const;

/** What the program knows when it renders the seeds: planes/delivery/seeds.ts. */
const VALUES = {
  team: "credit",
  region: "eu-west-1",
  organization: "contoso",
  project: "Credit ML",
  stack: "prod",
  automationAccount: "222222222222",
  stagingAccount: "333333333333",
  productionAccount: "444444444444",
};

const TEMPLATES = templatesIn(ROOT);

/** A repository as a team finds it. The Infrastructure pipeline's file is the one at the root of this project. */
export function seededFiles(repository: Repository): SeedFile[] {
  switch (repository) {
    case "model-build":
    case "model-deploy":
      // What differs comes from the variables of the pipelines.
      return renderTemplate({ template: repository, values: {} });
    case "environments":
      return renderSeed(TEMPLATES.files(repository), {
        ...VALUES,
        environment: "training",
        dnsSuffix: "amazonaws.com",
      });
    case "infrastructure":
      return [...renderSeed(TEMPLATES.files(repository), VALUES), TEMPLATES.pipelineFile()];
  }
}

/** @throws Error if the file is not there. */
export function pipelineText(repository: Repository, path: string): string {
  const file = seededFiles(repository).find((seeded) => seeded.path === path);
  if (file === undefined) {
    throw new Error(`repository ${repository} has no ${path}`);
  }
  return file.content;
}

/** @throws Error if the file is not there or is not sound YAML. */
export function pipelineFile(repository: Repository, path = PIPELINE_FILE): PipelineFile {
  return parsePipeline(pipelineText(repository, path));
}

/** @throws Error if the text is not sound YAML. */
export function parsePipeline(text: string): PipelineFile {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    throw problem;
  }
  const raw = document.toJS() as Omit<PipelineFile, "stages"> & { readonly stages: readonly RawStage[] };
  return { ...raw, stages: raw.stages.map(readStage) };
}

export function stepsOf({ stages }: Pick<PipelineFile, "stages">): Step[] {
  return stages.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => [...steps]));
}

/** What a step runs in a shell. */
export function scriptOf({ script, bash, inputs }: Step): string {
  return script ?? bash ?? inputs?.inlineScript ?? "";
}

function readStage({ stage, dependsOn, condition, jobs }: RawStage): Stage {
  return { name: stage, dependsOn, condition, jobs: jobs.map(readJob) };
}

function readJob({ job, deployment, environment, steps, strategy }: RawJob): Job {
  return {
    name: job ?? deployment ?? "",
    environment,
    steps: (steps ?? strategy?.runOnce.deploy.steps ?? []).flatMap(readSteps),
  };
}

/** What is repeated counts once. */
function readSteps(step: RawStep): Step[] {
  const [[key, value] = ["", []]] = Object.entries(step);
  return key.startsWith("${{") ? (value as Step[]) : [step];
}
