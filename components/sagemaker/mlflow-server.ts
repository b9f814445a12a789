import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";

export interface MlflowServerArgs {
  readonly scope: Scope;
  /** `Small` serves about 25 people. */
  readonly size: "Small" | "Medium" | "Large";
  /** Bucket of the files that runs leave. */
  readonly bucketName: pulumi.Input<string>;
  /** Role with which the server reaches the bucket. */
  readonly roleArn: pulumi.Input<string>;
}

/** Sunday night, UTC: AWS updates the server then, and runs that log to it may fail. */
const MAINTENANCE = "Sun:02:00";

export function mlflowServerName(scope: Scope): string {
  return physicalName(scope, "mlflow", 256);
}

export function mlflowServerArn(scope: Scope): string {
  return arn(scope, "sagemaker", `mlflow-tracking-server/${mlflowServerName(scope)}`);
}

/**
 * Managed MLflow for tracking experiments. It registers no models: versions come into the registry by pipelines, which
 * test them first.
 */
export class MlflowServer extends pulumi.ComponentResource {
  public readonly serverArn: pulumi.Output<string>;

  constructor(name: string, args: MlflowServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:MlflowServer", name, {}, opts);
    const { scope } = args;
    const server = new aws.sagemaker.MlflowTrackingServer(
      name,
      {
        trackingServerName: mlflowServerName(scope),
        trackingServerSize: args.size,
        artifactStoreUri: pulumi.interpolate`s3://${args.bucketName}/runs`,
        roleArn: args.roleArn,
        automaticModelRegistration: false,
        weeklyMaintenanceWindowStart: MAINTENANCE,
      },
      { parent: this, protect: scope.protect },
    );
    this.serverArn = server.arn;
    this.registerOutputs({ serverArn: this.serverArn });
  }
}
