import type { Graph, Node } from "./graph";
import type { Properties } from "./properties";
import { types } from "./types";

/** Paths of the variants of an endpoint configuration. */
export function variantsOf(
  config: Properties,
  property: "productionVariants" | "shadowProductionVariants" = "productionVariants",
): readonly string[] {
  return config.keys(property).map((index) => `${property}.${index}`);
}

/** Whether AWS runs the endpoint on capacity of its own: without volumes, network, isolation and capture of ours. */
export function isServerless(config: Properties): boolean {
  return variantsOf(config).some((variant) => config.has(`${variant}.serverlessConfig`));
}

/** Whether a model serves without instances of ours. A model that nothing in the stack serves is judged as any other. */
export function servesServerless(graph: Graph, model: Node): boolean {
  const configs = graph.sources(types.endpointConfiguration, "productionVariants", model);
  return configs.length > 0 && configs.every(isServerless);
}

/** Types of instances with disks of their own: AWS encrypts those in hardware and refuses a key for the volume. */
export const KEYLESS_INSTANCES: readonly string[] = [
  "ml.*d.*",
  "ml.*dn.*",
  "ml.*de.*",
  "ml.g5.*",
  "ml.g6*",
  "ml.p5*",
  "ml.trn*",
];

/** Whether the volume of an instance takes a key. */
export function takesKey(instanceType: string): boolean {
  return !KEYLESS_INSTANCES.some((pattern) =>
    new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(instanceType),
  );
}
