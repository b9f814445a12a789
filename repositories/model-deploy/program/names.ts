import { InvalidInput } from "../../shared/problems";
import type { Stage } from "./contract-schema";

/** Longest name of an endpoint: SageMaker takes 63 characters, and models made for it have a hyphen and seven digits more. */
const LONGEST = 50;

/** Name of the only variant that answers; an update that shifts traffic needs the same name on both sides. */
export const VARIANT = "AllTraffic";

/** Name of the variant that is asked the same and whose answers go nowhere. */
export const SHADOW_VARIANT = "Shadow";

/**
 * Name of a model's endpoint in one stage; everything that is deployed for it begins with this name.
 *
 * @throws InvalidInput if it is too long or holds other characters than AWS takes.
 */
export function endpointName(team: string, stage: Stage, model: string): string {
  const name = `mlops-${team}-${stage}-${model}`;
  if (!/^[a-z0-9](-?[a-z0-9])*$/.test(model)) {
    throw new InvalidInput("the model's name", [
      `it is ${JSON.stringify(model)}, but must be a name of lower-case letters, digits and single hyphens`,
    ]);
  }
  if (name.length > LONGEST) {
    throw new InvalidInput("the model's name", [
      `its endpoint would be called ${name}, which is ${name.length} characters long; at most ${LONGEST} are possible`,
    ]);
  }
  return name;
}
