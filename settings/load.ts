import * as pulumi from "@pulumi/pulumi";

import { landingZoneChecks, organizationChecks } from "./checks";
import { SAS_TOKEN_KEY } from "./data-source-checks";
import type { Problem } from "./problems";
import { problem, problemsOf, SettingsError } from "./problems";
import type { Settings, StackKind } from "./schema";
import { SCHEMAS } from "./schema";

/** Configuration keys that may only hold secrets; they never enter {@link Settings}. */
export const SECRET_KEYS: readonly string[] = ["azureDevOpsToken", SAS_TOKEN_KEY];

/**
 * Reads the settings of the current stack.
 *
 * @throws SettingsError with every problem at once; no resource has been registered by then.
 */
export function loadSettings(): Settings {
  return settingsFrom(pulumi.getStack(), pulumi.runtime.allConfig());
}

/**
 * Settings of a stack from its configuration as the engine hands it over: by full key, nested values as JSON text. Pure.
 *
 * @throws SettingsError with every problem at once.
 */
export function settingsFrom(stack: string, stackConfig: Readonly<Record<string, string>>): Settings {
  const config = ownKeys(stackConfig);
  const secrets = SECRET_KEYS.filter((key) => config[key] !== undefined);
  const plain = Object.entries(config).filter(([key]) => !SECRET_KEYS.includes(key));
  return parseSettings(stack, Object.fromEntries(plain), secrets);
}

/**
 * Personal access token with which this program manages Azure DevOps. Without it the provider reads its own
 * environment variables (AZDO_PERSONAL_ACCESS_TOKEN, or ARM_* for an Entra identity), which is preferred in pipelines.
 */
export function azureDevOpsToken(): pulumi.Output<string> | undefined {
  return new pulumi.Config("mlops").getSecret("azureDevOpsToken");
}

/**
 * Shared access signature with which DataSync reads the container of Azure Data Lake Storage; for
 * dataSources.azureDataLake with via: dataSync.
 */
export function azureDataLakeSasToken(): pulumi.Output<string> | undefined {
  return new pulumi.Config("mlops").getSecret(SAS_TOKEN_KEY);
}

/**
 * Checks raw settings, `mlops:` prefixes removed. Pure: {@link loadSettings} without the Pulumi engine.
 *
 * @param secrets - Configuration keys that hold secrets and are given. @default all of them
 */
export function parseSettings(
  stack: string,
  raw: Readonly<Record<string, unknown>>,
  secrets: readonly string[] = SECRET_KEYS,
): Settings {
  const kind = raw.kind;
  if (!isStackKind(kind)) {
    const kinds = Object.keys(SCHEMAS).join(" or ");
    throw new SettingsError(stack, [problem(["kind"], kind, kinds, "say what this stack is")]);
  }
  const schema = SCHEMAS[kind];
  const result = schema.safeParse(raw);
  const checks = kind === "landing-zone" ? landingZoneChecks(raw, secrets) : organizationChecks(raw);
  const problems = distinct([...(result.success ? [] : problemsOf(result.error, schema, raw)), ...checks]);
  if (problems.length > 0 || !result.success) {
    throw new SettingsError(stack, problems);
  }
  return result.data;
}

function isStackKind(kind: unknown): kind is StackKind {
  return typeof kind === "string" && Object.hasOwn(SCHEMAS, kind);
}

/** One key may break its schema and a rule between settings: the schema, which comes first, says it better. */
function distinct(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ key }, index) => problems.findIndex((other) => other.key === key) === index);
}

/** The keys of the `mlops` namespace. Pulumi hands nested values over as JSON text and everything else as text. */
function ownKeys(stackConfig: Readonly<Record<string, string>>): Record<string, unknown> {
  const prefix = "mlops:";
  const entries = Object.entries(stackConfig)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, /^\s*[[{]/.test(value) ? parseJson(value) : value]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // the schema says what belongs there
  }
}
