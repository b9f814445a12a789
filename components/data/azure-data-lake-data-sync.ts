import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, JOBS } from "../../settings/names";
import { arn, bucketArn, physicalName } from "../../settings/scope";
import { FailedRuns } from "../events/failed-runs";
import type { Foundation } from "../foundation";
import { policyDocument } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import { logKeeping } from "../observability/log-group";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import type { AzureDataLakeCopy } from "./azure-data-lake-glue";
import { AzureDataLakeMirror } from "./azure-data-lake-mirror";

export interface AzureDataLakeDataSyncArgs extends Omit<Foundation, "network"> {
  readonly source: AzureDataLakeCopy;
  /** Activated agents that reach the storage account. */
  readonly agentArns: readonly string[];
  /** Shared access signature of the container, with read and list. */
  readonly sasToken: pulumi.Output<string>;
  /** Name of the data bucket, known once the bucket exists. */
  readonly dataBucketName: pulumi.Input<string>;
  /** Code of the function land-mirrored-files. */
  readonly landingCode: pulumi.asset.Archive;
}

/**
 * Azure Data Lake Storage as a source: DataSync keeps a mirror of the container in the data bucket, and what is new there
 * arrives in landing/. It cannot copy to landing/ itself: from there files move on, and it would bring them again.
 */
export class AzureDataLakeDataSync extends pulumi.ComponentResource {
  constructor(name: string, args: AzureDataLakeDataSyncArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:AzureDataLakeDataSync", name, {}, opts);
    const mirror = new AzureDataLakeMirror(
      `${name}-mirror`,
      {
        ...args,
        dataset: args.source.dataset,
        code: args.landingCode,
      },
      { parent: this },
    );
    const source = this.createSource(name, args);
    const target = this.createTarget(name, mirror.prefix, args);
    const task = this.createTask(name, source, target, args);
    this.watch(name, task, args);
    this.registerOutputs({});
  }

  private createSource(name: string, args: AzureDataLakeDataSyncArgs): aws.datasync.LocationAzureBlob {
    const { storageAccount, container, folder } = args.source;
    return new aws.datasync.LocationAzureBlob(
      `${name}-container`,
      {
        agentArns: [...args.agentArns],
        authenticationType: "SAS",
        containerUrl: `https://${storageAccount}.blob.core.windows.net/${container}`,
        subdirectory: `/${folder ?? ""}`,
        // Azure's portal shows the token as the query of an address.
        sasConfiguration: { token: args.sasToken.apply((token) => token.trim().replace(/^\?/, "")) },
      },
      { parent: this },
    );
  }

  private createTarget(
    name: string,
    prefix: string,
    args: AzureDataLakeDataSyncArgs,
  ): aws.datasync.S3Location {
    const { scope } = args;
    const bucket = bucketArn(scope, BUCKETS.data);
    const role = new ServiceRole(
      `${name}-role`,
      {
        ...args,
        purpose: JOBS.azureDataLakeSync,
        description: "Keeps the mirror of the Azure container",
        service: "datasync.amazonaws.com",
        statements: [
          {
            sid: "SeeBucket",
            actions: ["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
            resources: [bucket],
          },
          {
            sid: "ListMirror",
            actions: ["s3:ListBucket"],
            resources: [bucket],
            conditions: { StringLike: { "s3:prefix": [prefix.replace(/\/$/, ""), `${prefix}*`] } },
          },
          {
            sid: "WriteMirror",
            actions: [
              "s3:AbortMultipartUpload",
              "s3:DeleteObject",
              "s3:GetObject",
              "s3:GetObjectTagging",
              "s3:ListMultipartUploadParts",
              "s3:PutObject",
              "s3:PutObjectTagging",
            ],
            resources: [`${bucket}/${prefix}*`],
          },
          { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [args.kmsKeyArn] },
        ],
      },
      { parent: this },
    );
    return new aws.datasync.S3Location(
      `${name}-bucket`,
      {
        s3BucketArn: pulumi.interpolate`arn:${scope.partition}:s3:::${args.dataBucketName}`,
        subdirectory: `/${prefix}`,
        s3Config: { bucketAccessRoleArn: role.roleArn },
      },
      { parent: this },
    );
  }

  private createTask(
    name: string,
    source: aws.datasync.LocationAzureBlob,
    target: aws.datasync.S3Location,
    args: AzureDataLakeDataSyncArgs,
  ): aws.datasync.Task {
    const { logs, policy } = this.createLogs(name, args);
    return new aws.datasync.Task(
      name,
      {
        name: physicalName(args.scope, JOBS.azureDataLakeSync, 256),
        sourceLocationArn: source.arn,
        destinationLocationArn: target.arn,
        cloudwatchLogGroupArn: logs.arn,
        schedule: { scheduleExpression: args.source.schedule },
        options: {
          verifyMode: "ONLY_FILES_TRANSFERRED",
          transferMode: "CHANGED",
          overwriteMode: "ALWAYS",
          preserveDeletedFiles: "PRESERVE",
          // An object store has no owners and no modes; tags would need further rights in Azure.
          posixPermissions: "NONE",
          uid: "NONE",
          gid: "NONE",
          objectTags: "NONE",
          logLevel: "BASIC",
        },
      },
      { parent: this, dependsOn: [policy] },
    );
  }

  /** DataSync writes logs as a service, so the account has to let it; an account has room for ten such policies. */
  private createLogs(
    name: string,
    args: AzureDataLakeDataSyncArgs,
  ): { logs: aws.cloudwatch.LogGroup; policy: aws.cloudwatch.LogResourcePolicy } {
    const { scope } = args;
    const logGroup = `/aws/datasync/${physicalName(scope, JOBS.azureDataLakeSync)}`;
    const logs = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { name: logGroup, ...logKeeping(args) },
      { parent: this },
    );
    const policy = new aws.cloudwatch.LogResourcePolicy(
      `${name}-logs-policy`,
      {
        policyName: physicalName(scope, JOBS.azureDataLakeSync),
        policyDocument: policyDocument([
          {
            sid: "TasksOfThisAccount",
            principal: { Service: "datasync.amazonaws.com" },
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`${arn(scope, "logs", `log-group:${logGroup}`)}:*`],
            conditions: {
              StringEquals: { "aws:SourceAccount": scope.account },
              ArnLike: { "aws:SourceArn": arn(scope, "datasync", "task/*") },
            },
          },
        ]),
      },
      { parent: this },
    );
    return { logs, policy };
  }

  private watch(name: string, task: aws.datasync.Task, args: AzureDataLakeDataSyncArgs): void {
    new FailedRuns(
      `${name}-failures`,
      {
        ...args,
        purpose: JOBS.azureDataLakeSync,
        description: "DataSync could not copy from Azure; has the SAS token expired?",
        eventPattern: {
          source: ["aws.datasync"],
          "detail-type": ["DataSync Task Execution State Change"],
          resources: [{ prefix: task.arn }],
          detail: { State: ["ERROR"] },
        },
      },
      { parent: this },
    );
  }
}
