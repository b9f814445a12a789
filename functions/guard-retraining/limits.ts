import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import * as z from "zod";
import { FinalError } from "../shared/azure-devops/errors";
import { jsonOf, problemsOf } from "../shared/json";
import { MONITORS } from "./request";

/** What components/events/retraining-path.ts writes for each model, as JSON. */
const schema = z.object({
  mode: z.enum(["notify", "retrain"]),
  /** Id of the model's Model Build pipeline in Azure DevOps. */
  pipelineId: z.coerce.number().int().positive(),
  monitors: z.array(z.enum(MONITORS)),
  coolDownHours: z.number().positive(),
  runsPerMonth: z.int().positive(),
  minimumNewLabels: z.int().min(0),
  /** Hours that a monitor judges at a time. */
  windowHours: z.int().positive(),
});

/** How often a model may be trained, and what for. */
export type Limits = z.output<typeof schema>;

/**
 * Limits of a model, from its parameter. Settings change without a new function, and fifty models fit in no environment.
 *
 * @param prefix - Path that the parameters lie below, with a slash at its end.
 * @throws FinalError for a model without retraining.
 */
export function createLimits(ssm: SSMClient, prefix: string): (model: string) => Promise<Limits> {
  return async (model) => {
    const parsed = schema.safeParse(jsonOf(await valueOf(ssm, `${prefix}${model}`, model)));
    if (!parsed.success) {
      throw new FinalError(
        "message-malformed",
        `parameter ${prefix}${model} holds no limits: ${problemsOf(parsed.error)}; bring the stack up again`,
      );
    }
    return parsed.data;
  };
}

async function valueOf(ssm: SSMClient, Name: string, model: string): Promise<string> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value ?? "";
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") {
      throw new FinalError("message-malformed", `model ${model} has no retraining: add it to the settings`);
    }
    throw error;
  }
}
