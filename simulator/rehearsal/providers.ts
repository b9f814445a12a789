import type { Place } from "../clouds/types";
import { RefusedError } from "../../settings/command-refusal";
import { packageOf } from "./resource";
import type { StackSettings } from "../../settings/stack-file";
import { type Properties, unwrapped } from "./values";

const DISABLED_DEFAULTS = "pulumi:disable-default-providers";

/** The providers of one stack: where each of them acts, and which packages may act without one. */
export class Providers {
  /** Inputs by URN. A provider that only makes components acts nowhere, so nobody asks for its place. */
  private readonly inputs = new Map<string, Properties>();
  private readonly disabledDefaults: readonly string[];

  constructor(
    private readonly settings: StackSettings,
    private readonly placeOf: (inputs: Properties) => Place,
  ) {
    this.disabledDefaults = disabledDefaults(settings);
  }

  add(urn: string, inputs: Properties): void {
    this.inputs.set(urn, unwrapped(inputs) as Properties);
  }

  /**
   * Where something of a package acts.
   *
   * @param subject - URN of the resource or token of the function, for the engine's message.
   * @throws RefusedError if it has no provider and the stack file disables the package's default provider.
   */
  place(provider: string | null, token: string, subject: string): Place {
    this.admit(provider, token, subject);
    return this.placeOf(
      (provider === null ? undefined : this.inputs.get(provider)) ??
        packageConfig(this.settings, packageOf(token)),
    );
  }

  /**
   * Lets something of a package go on to its provider.
   *
   * @throws RefusedError as {@link place} does.
   */
  admit(provider: string | null, token: string, subject: string): void {
    if (provider !== null) {
      if (!this.inputs.has(provider)) {
        throw new RefusedError(`unknown provider '${provider}'`);
      }
      return;
    }
    const name = packageOf(token);
    if (this.disabledDefaults.includes("*") || this.disabledDefaults.includes(name)) {
      throw new RefusedError(
        `Default provider for '${name}' disabled. '${subject}' must use an explicit provider.`,
      );
    }
  }
}

/** @param reference - The provider's URN and id, joined by `::`; empty if there is none. */
export function providerUrn(reference: string): string | null {
  return reference === "" ? null : reference.slice(0, reference.lastIndexOf("::"));
}

/** The engine configures a package's default provider with the stack file's keys of that namespace. */
function packageConfig({ config }: StackSettings, name: string): Properties {
  const prefix = `${name}:`;
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

function disabledDefaults({ config }: StackSettings): string[] {
  const given = config[DISABLED_DEFAULTS] ?? "[]";
  const names = parseJson(given);
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) {
    throw new RefusedError(`${DISABLED_DEFAULTS} must be a list of package names or "*"; given ${given}`);
  }
  return names.map((name: string) => name.trim());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
