import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES } from "../../settings/names";
import { arn, bucketArn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import { logKeeping } from "../observability/log-group";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import type { JobScript } from "../../assets/job-script";
import { glueLogStatements } from "./glue-security";
import type { JobPlace } from "./source-connection";
import { connectionStatements } from "./source-connection";

/** What the jobs of all sources share. */
export interface SourceJobPlace extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "logRetentionDays"
> {
  readonly place: JobPlace;
  /** Name of the data bucket, known once the bucket exists. */
  readonly dataBucketName: pulumi.Input<string>;
  /** Glue security configuration that encrypts logs with the key. */
  readonly securityConfigurationName: pulumi.Input<string>;
}

export interface SourceJobArgs extends SourceJobPlace {
  /** What the job does; part of its name and its role's: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  /** Purpose of the {@link SourceConnection}. */
  readonly connectionPurpose: string;
  readonly script: JobScript;
  /** Arguments of the script, with their dashes, that a run cannot change. */
  readonly arguments: Readonly<Record<string, pulumi.Input<string>>>;
  /** What the job may do besides running: reading a secret, writing data. */
  readonly statements: readonly Statement[];
  /** Cron expression of AWS, in UTC. @default the job is started by hand */
  readonly schedule?: string;
}

const TIMEOUT_MINUTES = 240;

/** Glue job that brings data from a source outside of AWS, one run at a time. */
export class SourceJob extends pulumi.ComponentResource {
  public readonly jobName: pulumi.Output<string>;

  constructor(name: string, args: SourceJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:SourceJob", name, {}, opts);
    const script = this.uploadScript(name, args);
    const role = this.createRole(name, args);
    const logs = this.createLogGroups(name, args);
    const job = this.createJob(name, role, script, logs, args);
    if (args.schedule !== undefined) {
      new aws.glue.Trigger(
        `${name}-schedule`,
        {
          name: job.name,
          description: args.description,
          type: "SCHEDULED",
          schedule: args.schedule,
          startOnCreation: true,
          actions: [{ jobName: job.name }],
        },
        { parent: this },
      );
    }
    this.jobName = job.name;
    this.registerOutputs({ jobName: this.jobName });
  }

  private uploadScript(name: string, args: SourceJobArgs): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${name}-script`,
      {
        bucket: args.dataBucketName,
        key: scriptKey(args),
        source: args.script.source,
        contentType: "text/x-python",
      },
      { parent: this },
    );
  }

  private createRole(name: string, args: SourceJobArgs): ServiceRole {
    const { scope } = args;
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        service: "glue.amazonaws.com",
        statements: [
          {
            sid: "ReadOwnScript",
            actions: ["s3:GetObject"],
            resources: [`${bucketArn(scope, BUCKETS.data)}/${scriptKey(args)}`],
          },
          { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [args.kmsKeyArn] },
          ...glueLogStatements(arn(scope, "logs", `log-group:${logPrefix(args)}/*`)),
          ...connectionStatements(scope, args.connectionPurpose, args.place),
          ...args.statements,
        ],
      },
      { parent: this },
    );
  }

  /** Glue would create them itself without retention. With encrypted logs it puts configuration and role into the name. */
  private createLogGroups(name: string, args: SourceJobArgs): aws.cloudwatch.LogGroup[] {
    const role = physicalName(args.scope, args.purpose);
    return ["error", "output"].map(
      (kind) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${kind}-logs`,
          {
            name: pulumi.interpolate`${logPrefix(args)}/${args.securityConfigurationName}-role/${role}/${kind}`,
            ...logKeeping(args),
          },
          { parent: this },
        ),
    );
  }

  private createJob(
    name: string,
    role: ServiceRole,
    script: aws.s3.BucketObjectv2,
    logs: readonly aws.cloudwatch.LogGroup[],
    args: SourceJobArgs,
  ): aws.glue.Job {
    return new aws.glue.Job(
      name,
      {
        name: physicalName(args.scope, args.purpose, 255),
        description: args.description,
        roleArn: role.roleArn,
        glueVersion: "5.0",
        workerType: "G.1X",
        numberOfWorkers: 2,
        timeout: TIMEOUT_MINUTES,
        maxRetries: 0,
        executionProperty: { maxConcurrentRuns: 1 },
        connections: [physicalName(args.scope, args.connectionPurpose, 255)],
        securityConfiguration: args.securityConfigurationName,
        command: {
          name: "glueetl",
          pythonVersion: "3",
          scriptLocation: pulumi.interpolate`s3://${script.bucket}/${script.key}`,
        },
        defaultArguments: {
          "--custom-logGroup-prefix": logPrefix(args),
          "--job-bookmark-option": "job-bookmark-disable",
        },
        nonOverridableArguments: args.arguments,
      },
      { parent: this, dependsOn: [...logs] },
    );
  }
}

function scriptKey({ purpose, script }: SourceJobArgs): string {
  return `${DATA_PREFIXES.glue}scripts/${purpose}-${script.hash}.py`;
}

function logPrefix({ scope, purpose }: SourceJobArgs): string {
  return `/aws-glue/jobs/${physicalName(scope, purpose)}`;
}
