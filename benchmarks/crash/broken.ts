import * as pulumi from "@pulumi/pulumi";

export interface BrokenArgs {
  /** `crash` for a mistake in the code, anything else for a refusal. */
  readonly failure: string;
}

export class Broken extends pulumi.ComponentResource {
  constructor(name: string, { failure }: BrokenArgs, opts?: pulumi.ComponentResourceOptions) {
    super("benchmarks:crash:Broken", name, {}, opts);
    this.fail(failure);
    this.registerOutputs({});
  }

  private fail(failure: string): void {
    if (failure === "crash") {
      encodeURIComponent("\ud800"); // half a character
    }
    throw new pulumi.RunError(`failure must be crash; given ${failure}`);
  }
}
