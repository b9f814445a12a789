import type { Clouds } from "./recorder";
import type { RecordedResource } from "./resource";
import { type Properties, unwrapped } from "./values";

/**
 * What a preview of the same program shows once everything is created and refreshed: nothing, if the clouds answer what
 * they were asked for.
 *
 * @returns a line for each resource that would be updated, with the inputs that the cloud answers otherwise.
 */
export function secondPreview(
  resources: readonly RecordedResource[],
  { neverSettled = () => [] }: Pick<Clouds, "neverSettled">,
): string[] {
  return resources.flatMap(({ type, name, inputs, ignoreChanges }) => {
    const unsettled = neverSettled(type, unwrapped(inputs) as Properties, ignoreChanges);
    return unsettled.length === 0 ? [] : [`${type} ${name}: ${unsettled.join(", ")}`];
  });
}
