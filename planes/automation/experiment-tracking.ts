import * as pulumi from "@pulumi/pulumi";

import { ServiceRole } from "../../components/identity/service-role";
import { MlflowServer } from "../../components/sagemaker/mlflow-server";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { BUCKETS, ROLES } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { artifactStoreStatements } from "../../access/mlflow";
import type { Foundation } from "../../components/foundation";

export interface ExperimentTrackingArgs {
  readonly foundation: Foundation;
  readonly settings: NonNullable<LandingZoneSettings["mlflow"]>;
}

/** Managed MLflow with the bucket of what runs leave. The server takes about 25 minutes to start. */
export class ExperimentTracking extends pulumi.ComponentResource {
  public readonly serverArn: pulumi.Output<string>;
  public readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: ExperimentTrackingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:ExperimentTracking", name, {}, opts);
    const { foundation, settings } = args;
    const { scope, kmsKeyArn } = foundation;
    const bucket = new EncryptedBucket(
      `${name}-artifacts`,
      { ...foundation, purpose: BUCKETS.mlflow },
      { parent: this },
    );
    const role = new ServiceRole(
      `${name}-role`,
      {
        ...foundation,
        purpose: ROLES.mlflow,
        description: "MLflow while it reads and writes what runs leave",
        service: "sagemaker.amazonaws.com",
        statements: artifactStoreStatements(scope, kmsKeyArn),
      },
      { parent: this },
    );
    const server = new MlflowServer(
      `${name}-server`,
      { scope, size: settings.size, bucketName: bucket.bucketName, roleArn: role.roleArn },
      { parent: this },
    );
    this.serverArn = server.serverArn;
    this.bucketName = bucket.bucketName;
    this.registerOutputs({ serverArn: this.serverArn, bucketName: this.bucketName });
  }
}
