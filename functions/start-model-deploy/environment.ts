import * as z from "zod";
import { readStarter, type StarterSettings } from "../shared/azure-devops/environment";
import { type Environment, text } from "../shared/environment";

/** Settings of the function, read from its environment variables. */
export interface Settings extends StarterSettings {
  readonly azureDevOps: StarterSettings["azureDevOps"] & {
    /** From AZURE_DEVOPS_PIPELINE_ID: id of the Model Deploy pipeline (its build definition id). */
    readonly pipelineId: number;
  };
  /** From CLAIMS_TABLE: name of the DynamoDB table of claims, see `claims.ts`. */
  readonly claimsTable: string;
}

const schema = z.object({
  AZURE_DEVOPS_PIPELINE_ID: z
    .string("must be set to the numeric id of the Model Deploy pipeline")
    .regex(/^[1-9]\d*$/, "must be a positive integer, the id of the Model Deploy pipeline")
    .transform(Number),
  CLAIMS_TABLE: text("the name of the DynamoDB table of claims"),
});

/** @throws Error that names every variable that is missing or wrong. */
export function readSettings(environment: Environment): Settings {
  const { settings, own } = readStarter(schema, environment);
  return {
    ...settings,
    azureDevOps: { ...settings.azureDevOps, pipelineId: own.AZURE_DEVOPS_PIPELINE_ID },
    claimsTable: own.CLAIMS_TABLE,
  };
}
