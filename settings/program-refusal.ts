import { inspect } from "node:util";

import * as pulumi from "@pulumi/pulumi";

/**
 * Ends the program with a message for whoever runs it.
 *
 * Pulumi's runner prints the message of such an error and hides its trace, but has Node format the trace all the same,
 * which takes Node 20 most of a minute and gigabytes (nodejs/node#64011). So the error formats itself.
 */
export class Refusal extends pulumi.RunError {
  [inspect.custom](): string {
    return this.message;
  }
}

/** An error that nobody expected, with its trace, in a form that is printed at once. */
export function readable(error: unknown): unknown {
  const expected: boolean = pulumi.RunError.isInstance(error);
  return error instanceof Error && !expected ? new Refusal(error.stack ?? error.message) : error;
}
