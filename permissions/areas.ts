import type { Case } from "./simulation/cases";

/** Areas of the summary, by service. */
const AREAS: Readonly<Record<string, string>> = {
  athena: "data",
  dynamodb: "data",
  glue: "data",
  lakeformation: "data",
  s3: "data",
  ecr: "images",
  sagemaker: "machine learning",
  kms: "keys",
  secretsmanager: "secrets",
  iam: "identities",
  sts: "identities",
  organizations: "identities",
};

/** Columns of the summary. */
export const AREA_NAMES = [...new Set(Object.values(AREAS)), "operations"];

/** What an action is about; everything that is no area of its own is operations. */
export function areaOf({ action }: Case): string {
  return areaOfAction(action);
}

export function areaOfAction(action: string): string {
  return AREAS[action.split(":")[0] ?? ""] ?? "operations";
}
