import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";

export type FeatureType = "String" | "Integral" | "Fractional";

export interface FeatureGroupArgs {
  readonly scope: Scope;
  readonly group: string;
  /** What the features describe. */
  readonly description: string;
  /** Feature that identifies a record. */
  readonly recordIdentifier: string;
  /** Feature that says when a record was true. */
  readonly eventTime: string;
  /** Types by name, the identifier and the event time among them. */
  readonly features: Readonly<Record<string, FeatureType>>;
  /** Whether the latest record can be read by key. */
  readonly onlineStore: boolean;
  /** Bucket of the offline store; the group has the prefix of its name. */
  readonly bucketName: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Role with which Feature Store writes into the bucket. */
  readonly roleArn: pulumi.Input<string>;
}

/** Name of a feature group: `<team>-<group>`. */
export function featureGroupName(scope: Scope, group: string): string {
  return `${scope.team}-${group}`;
}

export function featureGroupArn(scope: Scope, group: string): string {
  return arn(scope, "sagemaker", `feature-group/${featureGroupName(scope, group)}`);
}

/**
 * Features of one thing at points in time: the history in S3 with a Glue table, and the latest record by key where
 * that is wanted.
 */
export class FeatureGroup extends pulumi.ComponentResource {
  public readonly groupName: pulumi.Output<string>;

  constructor(name: string, args: FeatureGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:FeatureGroup", name, {}, opts);
    const { scope, kmsKeyArn } = args;
    const group = new aws.sagemaker.FeatureGroup(
      name,
      {
        featureGroupName: featureGroupName(scope, args.group),
        description: args.description,
        recordIdentifierFeatureName: args.recordIdentifier,
        eventTimeFeatureName: args.eventTime,
        featureDefinitions: Object.entries(args.features).map(([featureName, featureType]) => ({
          featureName,
          featureType,
        })),
        offlineStoreConfig: {
          s3StorageConfig: {
            s3Uri: pulumi.interpolate`s3://${args.bucketName}/${args.group}`,
            kmsKeyId: kmsKeyArn,
          },
        },
        ...(args.onlineStore
          ? { onlineStoreConfig: { enableOnlineStore: true, securityConfig: { kmsKeyId: kmsKeyArn } } }
          : {}),
        roleArn: args.roleArn,
      },
      // The provider would replace the group, and its records, for a feature that SageMaker adds in place
      // (docs/runbook.md), and for a description, which SageMaker does not change.
      { parent: this, protect: scope.protect, ignoreChanges: ["description", "featureDefinitions"] },
    );
    this.groupName = group.featureGroupName;
    this.registerOutputs({ groupName: this.groupName });
  }
}
