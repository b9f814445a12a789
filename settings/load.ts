import * as pulumi from "@pulumi/pulumi";
import type { ZodError } from "zod";

import { landingZoneChecks, organizationChecks } from "./checks";
import { SAS_TOKEN_KEY } from "./data-source-checks";
import type { Problem } from "./problems";
import { problem, problemsOf, SettingsError, valueAt } from "./problems";
import type { Settings, StackKind } from "./schema";
import { SCHEMAS } from "./schema";
import { keysOfOthers, secretsInTheClear } from "./stack-config-checks";
import type { StackSettings } from "./stack-file";

/** Configuration keys that may only hold secrets; they never enter {@link Settings}. */
export const SECRET_KEYS: readonly string[] = ["azureDevOpsToken", SAS_TOKEN_KEY];

/**
 * Reads the settings of the current stack.
 *
 * @throws SettingsError with every problem at once; no resource has been registered by then.
 */
export function loadSettings(): Settings {
  const config = pulumi.runtime.allConfig();
  // Not in the typings; it is how the SDK's own Config knows.
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };
  const secretKeys = Object.keys(config).filter((key) => isConfigSecret(key));
  return settingsFrom({ stack: pulumi.getStack(), config, secretKeys });
}

/**
 * Settings of a stack from its configuration as the engine hands it over: by full key, nested values as JSON text. Pure.
 *
 * @throws SettingsError with every problem at once.
 */
export function settingsFrom({ stack, config, secretKeys }: StackSettings): Settings {
  const own = ownKeys(config);
  const secrets = SECRET_KEYS.filter((key) => own[key] !== undefined);
  const plain = Object.entries(own).filter(([key]) => !SECRET_KEYS.includes(key));
  return parseSettings(stack, Object.fromEntries(plain), secrets, [
    ...keysOfOthers(config),
    ...secretsInTheClear(config, secretKeys, SECRET_KEYS),
  ]);
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
 * @param others - What is wrong with the stack's configuration besides. @default nothing
 */
export function parseSettings(
  stack: string,
  raw: Readonly<Record<string, unknown>>,
  secrets: readonly string[] = SECRET_KEYS,
  others: readonly Problem[] = [],
): Settings {
  const kind = raw.kind;
  if (!isStackKind(kind)) {
    const kinds = Object.keys(SCHEMAS).join(" or ");
    throw new SettingsError(stack, [problem(["kind"], kind, kinds, "say what this stack is"), ...others]);
  }
  const schema = SCHEMAS[kind];
  const result = schema.safeParse(raw);
  const ofSchema = result.success ? [] : problemsOf(result.error, schema, raw);
  const legible = result.success ? raw : withoutWrongTypes(raw, result.error);
  const checks = kind === "landing-zone" ? landingZoneChecks(legible, secrets) : organizationChecks(legible);
  const problems = distinct([...ofSchema, ...checks.filter((found) => !isBelow(found, ofSchema)), ...others]);
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

/** What stands below a key that the schema refuses as a whole is no matter of its own. */
function isBelow({ key }: Problem, refused: readonly Problem[]): boolean {
  return refused.some((whole) => key.startsWith(`${whole.key}.`) || key.startsWith(`${whole.key}[`));
}

/** The settings without what is of another type than it should be: rules between settings would read nonsense there. */
function withoutWrongTypes(raw: object, { issues }: ZodError): unknown {
  const copy: unknown = structuredClone(raw);
  for (const { path } of issues.filter(({ code }) => code === "invalid_type")) {
    const parent = valueAt(copy, path.slice(0, -1));
    const last = path.at(-1);
    if (typeof parent === "object" && parent !== null && !Array.isArray(parent) && last !== undefined) {
      Reflect.deleteProperty(parent, last);
    }
  }
  return copy;
}

/** The keys of the `mlops` namespace. Pulumi hands nested values over as JSON text and everything else as text, yes and no too. */
function ownKeys(stackConfig: Readonly<Record<string, string>>): Record<string, unknown> {
  const prefix = "mlops:";
  const entries = Object.entries(stackConfig)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, /^\s*[[{]|^(true|false)$/.test(value) ? parseJson(value) : value]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // the schema says what belongs there
  }
}
