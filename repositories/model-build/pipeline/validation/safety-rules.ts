import { hasOwnDisk } from "../../../shared/instances";
import type { JsonObject } from "./json";
import { at, isSet } from "./json";
import type { StepNode } from "./steps";

/** A place that must hold something, and why. */
interface Rule {
  readonly path: string;
  readonly why: string;
  /** @default anything but nothing */
  readonly value?: boolean;
}

const NETWORK = "jobs run in the network of the landing zone";
const TRAFFIC = "traffic between containers is encrypted";
const VOLUME = "the volume is encrypted with the landing zone's key";
const OUTPUT = "results are encrypted with the landing zone's key";
const END = "a job that hangs must end";

const network = (config: string): Rule[] => [
  { path: `${config}.Subnets`, why: NETWORK },
  { path: `${config}.SecurityGroupIds`, why: NETWORK },
];

const PROCESSING: readonly Rule[] = [
  ...network("NetworkConfig.VpcConfig"),
  { path: "NetworkConfig.EnableInterContainerTrafficEncryption", why: TRAFFIC, value: true },
  { path: "ProcessingOutputConfig.KmsKeyId", why: OUTPUT },
  { path: "StoppingCondition.MaxRuntimeInSeconds", why: END },
];

const ISOLATION: Rule = {
  path: "NetworkConfig.EnableNetworkIsolation",
  why: "scripts call nobody",
  value: true,
};

/** What each type of step must say about network, encryption and end. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  Processing: [...PROCESSING, ISOLATION],
  QualityCheck: PROCESSING,
  ClarifyCheck: PROCESSING,
  Training: [
    ...network("VpcConfig"),
    { path: "EnableInterContainerTrafficEncryption", why: TRAFFIC, value: true },
    { path: "EnableNetworkIsolation", why: "scripts call nobody", value: true },
    { path: "OutputDataConfig.KmsKeyId", why: OUTPUT },
    { path: "StoppingCondition.MaxRuntimeInSeconds", why: END },
  ],
  Model: [
    ...network("VpcConfig"),
    { path: "EnableNetworkIsolation", why: "a model calls nobody", value: true },
  ],
};

/** Where the instances of a job are described. */
const CLUSTERS: Readonly<Record<string, string>> = {
  Processing: "ProcessingResources.ClusterConfig",
  QualityCheck: "ProcessingResources.ClusterConfig",
  ClarifyCheck: "ProcessingResources.ClusterConfig",
  Training: "ResourceConfig",
};

/**
 * Jobs and models outside of the network, without encryption or without an end.
 *
 * @param callers - Names of the processing steps whose scripts may call AWS, from inside the network.
 */
export function safetyProblems(steps: readonly StepNode[], callers: readonly string[] = []): string[] {
  return steps.flatMap(({ name, type, json }) => {
    const args = at(json, "Arguments") as JsonObject | undefined;
    const rules = (RULES[type] ?? []).filter((rule) => rule !== ISOLATION || !callers.includes(name));
    const broken = rules.filter(({ path, value }) =>
      value === undefined ? !isSet(args, path) : at(args, path) !== value,
    );
    return [
      ...broken.map(
        ({ path, value, why }) => `${path} must be ${value === undefined ? "set" : "true"}: ${why}`,
      ),
      ...volumeProblems(args, CLUSTERS[type]),
    ].map((problem) => `step ${name}: ${problem}`);
  });
}

/** Instances with disks of their own take no key. */
function volumeProblems(args: JsonObject | undefined, cluster: string | undefined): string[] {
  if (cluster === undefined) {
    return [];
  }
  const type = at(args, `${cluster}.InstanceType`);
  const path = `${cluster}.VolumeKmsKeyId`;
  const own = typeof type === "string" && hasOwnDisk(type);
  if (own && isSet(args, path)) {
    return [`${path} must be left out: ${type} encrypts its own disk and takes no key`];
  }
  return own || isSet(args, path) ? [] : [`${path} must be set: ${VOLUME}`];
}
