import { readFileSync } from "node:fs";

import {
  type AnalyzerInfo,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig as PolicyConfigMessage,
  type PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";

import { RefusedError } from "../../settings/command-refusal";
import { fromStruct, isObject, type Properties, toStruct } from "./values";

/** Settings of a policy pack, in the form of the file that `pulumi up --policy-pack-config` takes. */
export type PolicyConfig = Readonly<Record<string, unknown>>;

const LEVELS: Readonly<Record<string, EnforcementLevel>> = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  remediate: EnforcementLevel.REMEDIATE,
  disabled: EnforcementLevel.DISABLED,
};

interface PolicySettings {
  readonly level: EnforcementLevel;
  readonly properties: Properties;
}

/** @throws RefusedError if the file is missing or is no JSON object. */
export function readPolicyConfig(file: string): PolicyConfig {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RefusedError(`cannot read policy config ${file}: ${(error as Error).message}`);
  }
  if (!isObject(content)) {
    throw new RefusedError(`${file} must be an object of settings by policy name`);
  }
  return content;
}

/**
 * The settings of every policy of a pack: its defaults, then `all`, then those by its name, as the engine merges them.
 *
 * @throws RefusedError if the config names a policy that the pack does not have, or an unknown level.
 */
export function policySettings(
  pack: AnalyzerInfo,
  config: PolicyConfig,
): ReadonlyMap<string, PolicySettings> {
  const policies = pack.getPoliciesList();
  const names = policies.map((policy) => policy.getName());
  const strangers = Object.keys(config).filter((name) => name !== "all" && !names.includes(name));
  if (strangers.length > 0) {
    throw new RefusedError(`policy config: ${pack.getName()} has no policy ${strangers.join(", ")}`);
  }
  const common = parseSettings("all", config.all);
  return new Map(
    policies.map((policy) => {
      const own = parseSettings(policy.getName(), config[policy.getName()]);
      const level = own.level ?? common.level ?? policy.getEnforcementlevel();
      return [policy.getName(), { level, properties: { ...defaults(policy), ...own.properties } }];
    }),
  );
}

/** The message that hands settings to a policy pack. */
export function configureRequest(settings: ReadonlyMap<string, PolicySettings>): ConfigureAnalyzerRequest {
  const request = new ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of settings) {
    const message = new PolicyConfigMessage().setEnforcementlevel(level).setProperties(toStruct(properties));
    request.getPolicyconfigMap().set(name, message);
  }
  return request;
}

export function isDisabled({ level }: PolicySettings): boolean {
  return level === EnforcementLevel.DISABLED;
}

/** @param given - A level, or an object of properties with an optional level. */
function parseSettings(name: string, given: unknown = {}): Partial<PolicySettings> {
  const { enforcementLevel, ...properties } = isObject(given) ? given : { enforcementLevel: given };
  if (enforcementLevel === undefined) {
    return { properties };
  }
  const level = typeof enforcementLevel === "string" ? LEVELS[enforcementLevel] : undefined;
  if (level === undefined) {
    throw new RefusedError(
      `policy config: ${name} has level ${JSON.stringify(enforcementLevel)}; allowed are ${Object.keys(LEVELS).join(", ")}`,
    );
  }
  return { level, properties };
}

function defaults(policy: PolicyInfo): Properties {
  const schema = fromStruct(policy.getConfigschema()?.getProperties());
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, property]) =>
      isObject(property) && property.default !== undefined ? [[key, property.default]] : [],
    ),
  );
}
