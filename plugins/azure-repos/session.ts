import { z } from "zod";

import type { connect } from "./connect";
import type { Environment } from "./credentials";

/** Plain values by name, as the engine sends and keeps them. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource type of the plugin. */
export interface ResourceKind {
  /** Inputs whose change makes the engine replace the resource. All other changes are none. */
  readonly replaces: (before: Properties, after: Properties) => string[];
  /** @throws Error that says what to do */
  readonly create: (
    inputs: Properties,
  ) => Promise<{ readonly id: string; readonly outputs: Record<string, string> }>;
}

const configuration = z.object({
  organizationUrl: z.string(),
  personalAccessToken: z.string().optional(),
});

/** The organization that the provider's configuration names. */
export class Session {
  private config: z.infer<typeof configuration> | undefined;

  /** @param load - Gives what signs in and calls, which takes a while to load. */
  constructor(
    private readonly environment: Environment,
    private readonly load: () => { readonly connect: typeof connect },
  ) {}

  configure(config: Properties): void {
    this.config = configuration.parse(config);
  }

  /** @throws Error if nothing says who signs in */
  connect(): ReturnType<typeof connect> {
    if (!this.config) {
      throw new Error("the provider was asked to act before it was configured");
    }
    const { organizationUrl, personalAccessToken } = this.config;
    return this.load().connect(organizationUrl, personalAccessToken, this.environment);
  }
}

/** Those of the inputs that differ. */
export function differing(before: Properties, after: Properties, inputs: readonly string[]): string[] {
  return inputs.filter((input) => before[input] !== after[input]);
}
