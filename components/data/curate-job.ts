import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES, JOBS } from "../../settings/names";
import type { JobScript } from "../../assets/job-script";
import type { Scope } from "../../settings/scope";
import { arn, bucketArn, bucketName, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import { ServiceRole } from "../identity/service-role";
import { logKeeping } from "../observability/log-group";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import { glueLogStatements, glueSecurityName } from "./glue-security";

export interface CurateJobArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "logRetentionDays"
> {
  /** Name of the data bucket, known once the bucket exists. */
  readonly dataBucketName: pulumi.Input<string>;
  /** Of jobs/curate. */
  readonly script: JobScript;
  /** Of {@link GlueSecurity}. */
  readonly securityConfigurationName: pulumi.Input<string>;
}

/** After the copies from other sources, which start at three by default. In UTC. */
const SCHEDULE = "cron(0 4 * * ? *)";

/** Until the crawlers start. */
const TIMEOUT_MINUTES = 120;

const TEMPORARY = `${DATA_PREFIXES.glue}tmp/`;

export function curateJobName(scope: Scope): string {
  return physicalName(scope, JOBS.curate, 255);
}

interface Parts {
  readonly script: aws.s3.BucketObjectv2;
  readonly library: aws.s3.BucketObjectv2;
  readonly role: ServiceRole;
  readonly logs: readonly aws.cloudwatch.LogGroup[];
}

/**
 * Glue job that makes curated/ from raw/: typed, partitioned Parquet without duplicates. Once a day, and for data sets that
 * ask for it when a file has arrived.
 */
export class CurateJob extends pulumi.ComponentResource {
  public readonly jobName: pulumi.Output<string>;

  constructor(name: string, args: CurateJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:CurateJob", name, {}, opts);
    const script = this.uploadScript(name, args);
    const library = this.uploadLibrary(name, args);
    const role = this.createRole(name, args);
    const logs = this.createLogGroups(name, args);
    const job = this.createJob(name, { script, library, role, logs }, args);
    new aws.glue.Trigger(
      `${name}-schedule`,
      {
        name: curateJobName(args.scope),
        description: "Starts the job every day",
        type: "SCHEDULED",
        schedule: SCHEDULE,
        actions: [{ jobName: job.name }],
      },
      { parent: this },
    );
    this.jobName = job.name;
    this.registerOutputs({ jobName: this.jobName });
  }

  private uploadScript(name: string, args: CurateJobArgs): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${name}-script`,
      {
        bucket: args.dataBucketName,
        key: scriptKey(args.script),
        source: args.script.source,
        contentType: "text/x-python",
      },
      { parent: this },
    );
  }

  private uploadLibrary(name: string, args: CurateJobArgs): aws.s3.BucketObjectv2 {
    if (args.script.library === undefined) {
      throw new Error(`the script of ${name} has no library: it imports one`);
    }
    return new aws.s3.BucketObjectv2(
      `${name}-library`,
      {
        bucket: args.dataBucketName,
        key: libraryKey(args.script),
        source: args.script.library,
        contentType: "application/zip",
      },
      { parent: this },
    );
  }

  private createRole(name: string, args: CurateJobArgs): ServiceRole {
    return new ServiceRole(
      `${name}-role`,
      {
        ...args,
        purpose: JOBS.curate,
        description: "Glue job that makes curated data",
        service: "glue.amazonaws.com",
        statements: statements(args),
      },
      { parent: this },
    );
  }

  /** Glue would create them itself without retention. With encrypted logs it puts configuration and role into the name. */
  private createLogGroups(name: string, args: CurateJobArgs): aws.cloudwatch.LogGroup[] {
    const { scope } = args;
    return ["error", "output"].map(
      (kind) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${kind}-logs`,
          {
            name: `${logPrefix(scope)}/${glueSecurityName(scope)}-role/${physicalName(scope, JOBS.curate)}/${kind}`,
            ...logKeeping(args),
          },
          { parent: this },
        ),
    );
  }

  private createJob(name: string, { script, library, role, logs }: Parts, args: CurateJobArgs): aws.glue.Job {
    const bucket = bucketName(args.scope, BUCKETS.data);
    return new aws.glue.Job(
      name,
      {
        name: curateJobName(args.scope),
        description: "Makes curated/ of raw/",
        roleArn: role.roleArn,
        glueVersion: "5.0",
        workerType: "G.1X",
        numberOfWorkers: 2,
        timeout: TIMEOUT_MINUTES,
        maxRetries: 1,
        executionProperty: { maxConcurrentRuns: 1 },
        securityConfiguration: args.securityConfigurationName,
        command: {
          name: "glueetl",
          pythonVersion: "3",
          scriptLocation: pulumi.interpolate`s3://${script.bucket}/${script.key}`,
        },
        defaultArguments: {
          "--custom-logGroup-prefix": logPrefix(args.scope),
          "--enable-continuous-cloudwatch-log": "true",
          // The results themselves record what has been curated: docs/decisions/0013.
          "--job-bookmark-option": "job-bookmark-disable",
          "--TempDir": `s3://${bucket}/${TEMPORARY}`,
        },
        // Whoever starts the job decides neither where it works nor what it runs.
        nonOverridableArguments: {
          "--data-bucket": bucket,
          "--extra-py-files": pulumi.interpolate`s3://${library.bucket}/${library.key}`,
        },
      },
      { parent: this, dependsOn: [...logs] },
    );
  }
}

function scriptKey({ hash }: JobScript): string {
  return `${DATA_PREFIXES.glue}scripts/${JOBS.curate}-${hash}.py`;
}

function libraryKey({ hash }: JobScript): string {
  return `${DATA_PREFIXES.glue}scripts/${JOBS.curate}-${hash}.zip`;
}

function logPrefix(scope: Scope): string {
  return `/aws-glue/jobs/${physicalName(scope, JOBS.curate)}`;
}

function statements({ scope, script, kmsKeyArn }: CurateJobArgs): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.data);
  return [
    {
      sid: "ReadOwnScript",
      actions: ["s3:GetObject"],
      resources: [`${bucket}/${scriptKey(script)}`, `${bucket}/${libraryKey(script)}`],
    },
    {
      sid: "ReadSources",
      actions: ["s3:GetObject"],
      resources: [`${bucket}/${DATA_PREFIXES.raw}*`, `${bucket}/${DATA_PREFIXES.schemas}*`],
    },
    {
      sid: "MakeCurated",
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      // Spark writes below tmp/, and marks folders with an object next to each.
      resources: [
        `${bucket}/${DATA_PREFIXES.curated}*`,
        `${bucket}/${TEMPORARY}*`,
        `${bucket}/${TEMPORARY.slice(0, -1)}_$folder$`,
        `${bucket}/${DATA_PREFIXES.glue.slice(0, -1)}_$folder$`,
      ],
    },
    { sid: "ListBucket", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [bucket] },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    ...glueLogStatements(arn(scope, "logs", `log-group:${logPrefix(scope)}*`)),
  ];
}
