import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";

export interface GlueSecurityArgs {
  readonly scope: Scope;
  /** Key that lets the service `logs` use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Name of the security configuration; Glue makes it a part of the names of log groups. */
export function glueSecurityName(scope: Scope): string {
  return physicalName(scope, "glue", 255);
}

/** How every job and crawler of the plane encrypts: what it writes to S3, its logs and its bookmarks. */
export class GlueSecurity extends pulumi.ComponentResource {
  public readonly configurationName: pulumi.Output<string>;

  constructor(name: string, args: GlueSecurityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:GlueSecurity", name, {}, opts);
    const { kmsKeyArn } = args;
    const configuration = new aws.glue.SecurityConfiguration(
      name,
      {
        name: glueSecurityName(args.scope),
        encryptionConfiguration: {
          s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn },
          cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn },
          jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn },
        },
      },
      // Its name is fixed and it cannot be updated: the old one has to be deleted first.
      { parent: this, deleteBeforeReplace: true },
    );
    this.configurationName = configuration.name;
    this.registerOutputs({ configurationName: this.configurationName });
  }
}

/** What a role of Glue needs to write its own logs, encrypted. AWS cannot limit the reading of configurations. */
export function glueLogStatements(logGroups: string): Statement[] {
  return [
    {
      sid: "WriteOwnLogs",
      actions: ["logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroups],
    },
    { sid: "SeeSecurityConfiguration", actions: ["glue:GetSecurityConfiguration"], resources: ["*"] },
  ];
}
