import * as pulumi from "@pulumi/pulumi";

import { ConsumerRole } from "../../components/identity/consumer-role";
import type { Consumers } from "../../components/identity/consumers";
import { ServiceRole } from "../../components/identity/service-role";
import { FeatureGroup } from "../../components/sagemaker/feature-group";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { BUCKETS, ROLES } from "../../settings/names";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { offlineStoreStatements, onlineReadStatements } from "../../access/feature-store";
import type { Foundation } from "../../components/foundation";

export interface FeatureStoreArgs {
  readonly foundation: Foundation;
  /** At least one. */
  readonly groups: LandingZoneSettings["featureGroups"];
  /** Roles of other accounts that read online stores. @default all roles are in this account */
  readonly consumers?: Consumers;
}

/** SageMaker refuses to create more groups than these at a time. */
const CONCURRENT_CREATIONS = 4;

/** Feature groups of the team, the bucket of their offline stores, and the way by which other accounts read them. */
export class FeatureStore extends pulumi.ComponentResource {
  public readonly bucketName: pulumi.Output<string>;
  /** Role for other accounts; absent where nobody is in another, or no group has an online store. */
  public readonly readerRoleArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: FeatureStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:FeatureStore", name, {}, opts);
    const bucket = new EncryptedBucket(
      `${name}-offline`,
      { ...args.foundation, purpose: BUCKETS.features },
      { parent: this },
    );
    this.bucketName = bucket.bucketName;
    this.createGroups(name, args, this.createRole(name, args));
    this.readerRoleArn = this.createReader(name, args);
    this.registerOutputs({ bucketName: this.bucketName, readerRoleArn: this.readerRoleArn });
  }

  private createRole(name: string, { foundation }: FeatureStoreArgs): pulumi.Output<string> {
    return new ServiceRole(
      `${name}-role`,
      {
        ...foundation,
        purpose: ROLES.featureStore,
        description: "Feature Store while it writes offline stores",
        service: "sagemaker.amazonaws.com",
        statements: offlineStoreStatements(foundation.scope, foundation.kmsKeyArn),
      },
      { parent: this },
    ).roleArn;
  }

  private createGroups(name: string, args: FeatureStoreArgs, roleArn: pulumi.Output<string>): void {
    const { scope, kmsKeyArn } = args.foundation;
    const created: FeatureGroup[] = [];
    for (const [group, settings] of Object.entries(args.groups)) {
      const earlier = created.at(-CONCURRENT_CREATIONS);
      created.push(
        new FeatureGroup(
          `${name}-${group}`,
          { ...settings, scope, group, kmsKeyArn, roleArn, bucketName: this.bucketName },
          { parent: this, dependsOn: earlier ? [earlier] : [] },
        ),
      );
    }
  }

  private createReader(name: string, args: FeatureStoreArgs): pulumi.Output<string> | undefined {
    const { scope, kmsKeyArn } = args.foundation;
    const online = Object.entries(args.groups).filter(([, { onlineStore }]) => onlineStore);
    if (!args.consumers || online.length === 0) {
      return undefined;
    }
    const groups = online.map(([group]) => group);
    return new ConsumerRole(
      `${name}-reader`,
      {
        ...args.foundation,
        purpose: ROLES.featureReader,
        description: "Roles of other accounts that read online stores",
        consumers: args.consumers,
        statements: onlineReadStatements(scope, groups, kmsKeyArn),
      },
      { parent: this },
    ).roleArn;
  }
}
