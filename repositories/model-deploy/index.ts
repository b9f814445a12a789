import * as pulumi from "@pulumi/pulumi";

import { readConfig } from "./program/config";
import { deploy } from "./program/deploy";
import type { Outputs } from "./program/deployments/deployment";
import { InvalidInput } from "../shared/problems";

/** The whole program: configuration and files, then what the model needs, then the stack's outputs. */
export = (): Outputs => {
  try {
    return deploy(readConfig());
  } catch (error) {
    // Whoever runs the pipeline reads the message; where it was thrown does not help them.
    throw error instanceof InvalidInput ? new pulumi.RunError(error.message) : error;
  }
};
