import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { PermissionsBoundary } from "../components/identity/permissions-boundary";
import type { Scope } from "../settings/scope";

/** What every composition of an account gets. */
export interface PlaneArgs {
  readonly scope: Scope;
  readonly provider: aws.Provider;
}

/** The private network of an account, as workloads need to know it. */
export interface WorkloadNetwork {
  readonly vpcId: pulumi.Input<string>;
  /** One a zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Group of workloads: they reach each other, the VPC endpoints and S3. */
  readonly workloadSecurityGroupId: pulumi.Input<string>;
}

/** What every part of a plane builds on. */
export interface Foundation {
  readonly scope: Scope;
  /** The plane's key; the services cloudwatch, events and logs may use it too. */
  readonly keyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly network: WorkloadNetwork;
  /** Topic that alarms go to. */
  readonly alertTopicArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** Options that make every child of a plane act in the plane's account. */
export function inAccount(args: PlaneArgs): pulumi.ComponentResourceOptions {
  return { providers: [args.provider] };
}

/** The boundary that every role of the plane carries. */
export function boundary(plane: pulumi.ComponentResource, name: string, scope: Scope): pulumi.Output<string> {
  return new PermissionsBoundary(`${name}-boundary`, { scope }, { parent: plane }).policyArn;
}
