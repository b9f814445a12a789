import type * as pulumi from "@pulumi/pulumi";

import { functionCode } from "../../assets/function-code";
import type { Foundation } from "../../components/foundation";
import { AsynchronousCapture } from "../../components/inference/asynchronous-capture";

/** What keeps the requests of asynchronous endpoints, and of which models. */
export interface CapturedRequests {
  readonly queueArn: pulumi.Output<string>;
  readonly models: readonly string[];
}

/** Undefined where no asynchronous endpoint is watched. */
export function createAsynchronousCapture(
  name: string,
  foundation: Foundation,
  models: readonly string[],
  parent: pulumi.Resource,
): CapturedRequests | undefined {
  if (models.length === 0) {
    return undefined;
  }
  const { queueArn } = new AsynchronousCapture(
    name,
    { ...foundation, models, code: functionCode("capture-asynchronous") },
    { parent },
  );
  return { queueArn, models };
}
