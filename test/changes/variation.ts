import { SECRET_KEYS } from "../../settings/load";
import type { StackSettings } from "../../settings/stack-file";

/** Values by dotted path below `mlops:`; undefined takes the setting out. */
export type Values = Readonly<Record<string, unknown>>;

/** One change of settings that people make, from a sample or something near it. */
export interface Variation {
  /** Settings that it is about, as docs/configuration.md names them; several where they do the same. */
  readonly keys: readonly string[];
  /** What is changed, in words; left out where the setting says it. */
  readonly what?: string;
  /** What the stack has beforehand, besides what its sample says. @default nothing */
  readonly given?: Values;
  readonly change: Values;
  /** What a reader should know besides what the resources say. */
  readonly note?: string;
  /** Why the change cannot be made, and what to do instead. Left out: it can be. */
  readonly never?: string;
}

const PREFIX = "mlops:";

/** The settings of a stack with some changed. */
export function withValues(settings: StackSettings, values: Values): StackSettings {
  const config: Record<string, string | undefined> = { ...settings.config };
  for (const [path, value] of Object.entries(values)) {
    const [first = "", ...rest] = path.split(".");
    const key = PREFIX + first;
    const changed = rest.length === 0 ? value : put(parsed(config[key]), rest, value);
    config[key] = changed === undefined || typeof changed === "string" ? changed : JSON.stringify(changed);
  }
  const secretKeys = SECRET_KEYS.map((key) => PREFIX + key).filter((key) => config[key] !== undefined);
  const given = Object.entries(config).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...settings, config: Object.fromEntries(given), secretKeys };
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? {} : (JSON.parse(text) as unknown);
}

function put(container: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const all = (container ?? {}) as Readonly<Record<string, unknown>>;
  const { [key]: old, ...others } = all;
  const changed = rest.length === 0 ? value : put(old, rest, value);
  return changed === undefined ? others : { ...all, [key]: changed };
}
