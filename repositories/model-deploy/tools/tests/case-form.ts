import { z } from "zod";

import { PROBLEMS } from "../../../shared/metrics";
import { Refusal } from "./refusal";

const feature = z.object({ name: z.string(), kind: z.enum(["number", "category", "date"]) });
const schema = z.object({
  format: z.literal(1),
  problem: z.enum(PROBLEMS),
  classes: z.array(z.string()).optional(),
  features: z.array(feature).min(1),
});

export type Feature = z.output<typeof feature>;

/** What recorded cases look like: cases.json, which Model Build writes beside cases.csv. */
export type CaseForm = Pick<z.output<typeof schema>, "problem" | "classes" | "features">;

/** @throws Refusal if it is not like that. */
export function parseCaseForm(text: string): CaseForm {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : "it is no JSON";
    throw new Refusal(`cases.json is not what Model Build writes: ${reason}`);
  }
}

/** How many numbers an answer to a row has. */
export function widthOf({ problem, classes = [] }: CaseForm): number {
  return problem === "multiclass" ? classes.length : 1;
}
