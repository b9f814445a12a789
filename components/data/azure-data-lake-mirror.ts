import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES, FUNCTIONS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn, bucketName, physicalName } from "../../settings/scope";
import { EventQueue } from "../events/event-queue";
import { sendToQueue } from "../events/queue-rule";
import { QueueFunction } from "../events/queue-function";
import type { Foundation } from "../foundation";

export interface AzureDataLakeMirrorArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** Name of the data set: the folder below landing/ that files arrive in. */
  readonly dataset: string;
  /** Code of the function land-mirrored-files. */
  readonly code: pulumi.asset.Archive;
}

const TIMEOUT_SECONDS = 300;

/** Part of the data bucket that mirrors the container in Azure; each new or changed file is copied to landing/. */
export class AzureDataLakeMirror extends pulumi.ComponentResource {
  /** Prefix of the mirror in the data bucket. */
  public readonly prefix: string;

  constructor(name: string, args: AzureDataLakeMirrorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:AzureDataLakeMirror", name, {}, opts);
    this.prefix = `mirror/azure-data-lake/${args.dataset}/`;
    const ruleName = physicalName(args.scope, FUNCTIONS.landMirroredFiles);
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: FUNCTIONS.landMirroredFiles,
        senders: { ruleNames: [ruleName] },
        visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    this.createRule(name, ruleName, queue, args.scope);
    this.createFunction(name, queue, args);
    this.registerOutputs({ prefix: this.prefix });
  }

  private createRule(name: string, ruleName: string, queue: EventQueue, scope: Scope): void {
    sendToQueue(
      name,
      {
        ruleName,
        description: "A file is new or changed in the mirror of the Azure container",
        eventPattern: {
          source: ["aws.s3"],
          "detail-type": ["Object Created"],
          detail: {
            bucket: { name: [bucketName(scope, BUCKETS.data)] },
            object: { key: [{ prefix: this.prefix }] },
            // Not CopyObject, by which DataSync changes only metadata.
            reason: ["CompleteMultipartUpload", "PutObject"],
          },
        },
        queue,
      },
      this,
    );
  }

  private createFunction(name: string, queue: EventQueue, args: AzureDataLakeMirrorArgs): void {
    const bucket = bucketArn(args.scope, BUCKETS.data);
    const landing = `${DATA_PREFIXES.landing}${args.dataset}/`;
    new QueueFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.landMirroredFiles,
        description: "Copies files from the mirror of the Azure container to landing/",
        queue,
        statements: [
          { sid: "ReadMirror", actions: ["s3:GetObject"], resources: [`${bucket}/${this.prefix}*`] },
          { sid: "WriteToLanding", actions: ["s3:PutObject"], resources: [`${bucket}/${landing}*`] },
        ],
        environment: {
          BUCKET: bucketName(args.scope, BUCKETS.data),
          MIRROR_PREFIX: this.prefix,
          LANDING_PREFIX: landing,
        },
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      { parent: this },
    );
  }
}
