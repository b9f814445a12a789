import * as pulumi from "@pulumi/pulumi";

import { landingZoneChecks, organizationChecks } from "./checks";
import type { Problem } from "./problems";
import { problem, problemsOf, SettingsError } from "./problems";
import type { Settings, StackKind } from "./schema";
import { SCHEMAS } from "./schema";

/** Configuration keys that may only hold secrets; they never enter {@link Settings}. */
const SECRET_KEYS = ["azureDevOpsToken"] as const;

/**
 * Reads the settings of the current stack.
 *
 * @throws SettingsError with every problem at once; no resource has been registered by then.
 */
export function loadSettings(): Settings {
  return parseSettings(pulumi.getStack(), readStackFile());
}

/**
 * Personal access token with which this program manages Azure DevOps. Without it the provider reads its own
 * environment variables (AZDO_PERSONAL_ACCESS_TOKEN, or ARM_* for an Entra identity), which is preferred in pipelines.
 */
export function azureDevOpsToken(): pulumi.Output<string> | undefined {
  return new pulumi.Config("mlops").getSecret("azureDevOpsToken");
}

/** Checks raw settings, `mlops:` prefixes removed. Pure: {@link loadSettings} without the Pulumi engine. */
export function parseSettings(stack: string, raw: Readonly<Record<string, unknown>>): Settings {
  const kind = raw.kind;
  if (!isStackKind(kind)) {
    const kinds = Object.keys(SCHEMAS).join(" or ");
    throw new SettingsError(stack, [problem(["kind"], kind, kinds, "say what this stack is")]);
  }
  const schema = SCHEMAS[kind];
  const result = schema.safeParse(raw);
  const checks = kind === "landing-zone" ? landingZoneChecks(raw) : organizationChecks(raw);
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
function readStackFile(): Record<string, unknown> {
  const prefix = "mlops:";
  const entries = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const)
    .filter(([key]) => !(SECRET_KEYS as readonly string[]).includes(key));
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
