import { createHash } from "node:crypto";
import { FinalError } from "../shared/errors";
import type { Settings } from "./environment";
import type { BatchRequest } from "./event";

type Place = Pick<Settings, "team" | "stage" | "registry">;

/** Longest name that SageMaker takes for models and jobs. */
const LONGEST = 63;

/** Name of the model's group in the registry. */
export function groupName({ team }: Place, model: string): string {
  return `${team}-${model}`;
}

export function groupArn(place: Place, model: string): string {
  return `${place.registry}:model-package-group/${groupName(place, model)}`;
}

export function versionArn(place: Place, model: string, version: number): string {
  return `${place.registry}:model-package/${groupName(place, model)}/${version}`;
}

/** Name of the SageMaker model of a version, which all of its jobs share. */
export function modelName(place: Place, model: string, version: number): string {
  return within(`${prefix(place, model)}-batch-v${version}`);
}

/** The version that a name of {@link modelName} tells. */
export function versionOf(name: string): number {
  return Number(/-batch-v(\d+)$/.exec(name)?.[1]);
}

/** Name of the job of an occasion: the same each time that the occasion is told, so that SageMaker takes it once. */
export function jobName(place: Place, { model, executionId }: BatchRequest): string {
  const occasion = createHash("sha256").update(executionId).digest("hex").slice(0, 12);
  return within(`${prefix(place, model)}-${occasion}`);
}

function prefix({ team, stage }: Place, model: string): string {
  return `mlops-${team}-${stage}-${model}`;
}

function within(name: string): string {
  if (name.length > LONGEST) {
    throw new FinalError(`name ${name} has ${name.length} characters, SageMaker allows ${LONGEST}`);
  }
  return name;
}
