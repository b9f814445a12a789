import type { OutputMap } from "@pulumi/pulumi/automation";

import type { ModelSettings } from "../program/model-file";
import type { ModelVersion } from "../program/version";
import type { CurrentEndpoint } from "./current-endpoint";

/**
 * How many instances a new configuration of an endpoint begins with. An update takes the number from its configuration,
 * whatever scaling has made of it since, and would take instances from an endpoint under load: it gets what serves now.
 * Where neither version nor instances change, it stays as it was, so that no new configuration is made for its sake.
 *
 * @param previous - What the stack exported after the last update.
 * @returns Undefined for what has no instances.
 */
export function wantedInstances(
  { inference, instances }: Pick<ModelSettings, "inference" | "instances">,
  { arn }: Pick<ModelVersion, "arn">,
  current: CurrentEndpoint | undefined,
  previous: OutputMap,
): number | undefined {
  if (inference !== "realtime" && inference !== "asynchronous") {
    return undefined;
  }
  const { modelPackageArn, instances: before, inference: kind } = values(previous);
  const isSame =
    modelPackageArn === arn &&
    kind === inference &&
    current?.variants.every(({ instanceType }) => instanceType === instances.type) === true;
  if (isSame && typeof before === "number" && before >= instances.minimum && before <= instances.maximum) {
    return before;
  }
  const serving = Math.max(0, ...(current?.variants ?? []).map((variant) => variant.instances ?? 0));
  // More than scaling would keep would only start to end again.
  return Math.min(Math.max(instances.minimum, serving), instances.maximum);
}

function values(outputs: OutputMap): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]));
}
