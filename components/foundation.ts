import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../settings/scope";

/** The private network of an account, as workloads need to know it. */
export interface WorkloadNetwork {
  readonly vpcId: pulumi.Input<string>;
  /** One per zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Group of workloads: they reach each other, the VPC endpoints and S3. */
  readonly workloadSecurityGroupId: pulumi.Input<string>;
}

/** What every part of a plane builds on. */
export interface Foundation {
  readonly scope: Scope;
  /** The plane's key; the services cloudwatch, events and logs may use it too. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly network: WorkloadNetwork;
  /** Topic that alarms go to. */
  readonly alertTopicArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}
