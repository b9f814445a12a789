import type { JsonObject } from "./json";
import { at, isObject, objectsOf, text } from "./json";

/** A step, and in which branch of which condition it stands. */
export interface StepNode {
  readonly name: string;
  readonly type: string;
  readonly json: JsonObject;
  /** @default the step stands outside of all branches */
  readonly branch?: { readonly condition: string; readonly side: "IfSteps" | "ElseSteps" };
}

/** All steps of a definition, those of branches after their condition. */
export function stepsOf(definition: JsonObject): StepNode[] {
  return objectsOf(definition.Steps).flatMap((json) => {
    const node = nodeOf(json);
    const branches = (["IfSteps", "ElseSteps"] as const).flatMap((side) =>
      objectsOf(at(json, `Arguments.${side}`)).map((inner) => ({
        ...nodeOf(inner),
        branch: { condition: node.name, side },
      })),
    );
    return [node, ...branches];
  });
}

function nodeOf(json: JsonObject): StepNode {
  return { name: text(json.Name), type: text(json.Type), json };
}

/** What belongs to a step itself: not the steps of its branches. */
export function withoutBranches({ json }: StepNode): JsonObject {
  const { Arguments } = json;
  return isObject(Arguments) ? { ...json, Arguments: { ...Arguments, IfSteps: [], ElseSteps: [] } } : json;
}

/** Steps by their names; of several with one name, the first. */
export function byName(steps: readonly StepNode[]): ReadonlyMap<string, StepNode> {
  return new Map([...steps].reverse().map((step) => [step.name, step]));
}
