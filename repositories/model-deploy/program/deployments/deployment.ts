import type * as pulumi from "@pulumi/pulumi";

import type { DeployConfig } from "../config";

/** What is deployed, and the options that all of its resources have. */
export interface Deployment extends DeployConfig {
  /** The stage's provider. */
  readonly options: Readonly<Pick<pulumi.CustomResourceOptions, "provider">>;
}

/** What the pipeline reads after an update. */
export type Outputs = Readonly<Record<string, pulumi.Input<string | number>>>;
