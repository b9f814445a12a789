import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES, JOBS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn, physicalName } from "../../settings/scope";
import { FailedRuns } from "../events/failed-runs";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import type { JobScript } from "../../assets/job-script";
import { SourceConnection } from "./source-connection";
import type { SourceJobPlace } from "./source-job";
import { SourceJob } from "./source-job";
import { readSecretStatement, SourceSecret, sourceSecretName } from "./source-secret";

/** What is copied from a storage account, where to and when. */
export interface AzureDataLakeCopy {
  readonly storageAccount: string;
  readonly container: string;
  /** Folder of the container. @default all of it */
  readonly folder?: string | undefined;
  /** Data set that the files become: they arrive below `landing/<dataset>/`. */
  readonly dataset: string;
  /** Cron expression of AWS, in UTC. */
  readonly schedule: string;
}

export interface AzureDataLakeGlueArgs extends SourceJobPlace, Pick<Foundation, "alertTopicArn"> {
  readonly source: AzureDataLakeCopy;
  /** Entra application that reads the container. */
  readonly application: { readonly tenantId: string; readonly clientId: string };
  /** Of jobs/azure-data-lake. */
  readonly script: JobScript;
}

/**
 * JARs for abfss:// that Glue 5.0 lacks; somebody uploads them below glue/jars/ once, see docs/data-sources.md. The versions
 * match the Hadoop of Glue 5.0.
 */
export const AZURE_JARS = ["hadoop-azure-3.4.1.jar", "azure-storage-7.0.1.jar"] as const;

/** Azure Data Lake Storage as a source: a Glue job copies new files to landing/ as an Entra application. */
export class AzureDataLakeGlue extends pulumi.ComponentResource {
  public readonly secretArn: pulumi.Output<string>;
  public readonly jobName: pulumi.Output<string>;

  constructor(name: string, args: AzureDataLakeGlueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:AzureDataLakeGlue", name, {}, opts);
    const secret = new SourceSecret(
      `${name}-secret`,
      {
        ...args,
        source: "azure-data-lake",
        description: `Client secret of the Entra application ${args.application.clientId}`,
        readers: [JOBS.azureDataLakeCopy],
        replacedBy: "hand before the client secret expires in Entra",
      },
      { parent: this },
    );
    new SourceConnection(
      `${name}-connection`,
      {
        ...args,
        purpose: JOBS.azureDataLakeCopy,
        description: `Storage account ${args.source.storageAccount}`,
      },
      { parent: this },
    );
    const job = this.createJob(name, args);
    this.watch(name, args);
    this.secretArn = secret.secretArn;
    this.jobName = job.jobName;
    this.registerOutputs({ secretArn: this.secretArn, jobName: this.jobName });
  }

  private createJob(name: string, args: AzureDataLakeGlueArgs): SourceJob {
    const { scope, source, application } = args;
    const jars = AZURE_JARS.map(
      (jar) => pulumi.interpolate`s3://${args.dataBucketName}/${DATA_PREFIXES.glue}jars/${jar}`,
    );
    return new SourceJob(
      `${name}-copy`,
      {
        ...args,
        purpose: JOBS.azureDataLakeCopy,
        description: `Copies new files of ${source.storageAccount}/${source.container} to landing/`,
        connectionPurpose: JOBS.azureDataLakeCopy,
        schedule: source.schedule,
        arguments: {
          "--extra-jars": pulumi.all(jars).apply((all) => all.join(",")),
          "--account": source.storageAccount,
          "--container": source.container,
          "--folder": `/${source.folder ?? ""}`,
          "--tenant_id": application.tenantId,
          "--client_id": application.clientId,
          "--secret_id": sourceSecretName(scope, "azure-data-lake"),
          "--bucket": args.dataBucketName,
          "--prefix": landingOf(source),
          "--manifest": manifestKey(source),
        },
        statements: statements(scope, source),
      },
      { parent: this },
    );
  }

  private watch(name: string, args: AzureDataLakeGlueArgs): void {
    new FailedRuns(
      `${name}-failures`,
      {
        ...args,
        purpose: JOBS.azureDataLakeCopy,
        description: "Files of Azure Data Lake Storage could not be copied",
        eventPattern: {
          source: ["aws.glue"],
          "detail-type": ["Glue Job State Change"],
          detail: {
            jobName: [physicalName(args.scope, JOBS.azureDataLakeCopy, 255)],
            state: ["FAILED", "TIMEOUT"],
          },
        },
      },
      { parent: this },
    );
  }
}

/** Where the copies arrive. */
export function landingOf({ dataset }: AzureDataLakeCopy): string {
  return `${DATA_PREFIXES.landing}${dataset}/`;
}

/** The list of files that were copied. */
function manifestKey({ dataset }: AzureDataLakeCopy): string {
  return `${DATA_PREFIXES.glue}manifests/azure-data-lake/${dataset}.json`;
}

function statements(scope: Scope, source: AzureDataLakeCopy): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.data);
  return [
    readSecretStatement(scope, "azure-data-lake"),
    {
      sid: "ReadJars",
      actions: ["s3:GetObject"],
      resources: AZURE_JARS.map((jar) => `${bucket}/${DATA_PREFIXES.glue}jars/${jar}`),
    },
    {
      sid: "WriteToLanding",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: [`${bucket}/${landingOf(source)}*`],
    },
    {
      sid: "KeepManifest",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [`${bucket}/${manifestKey(source)}`],
    },
    {
      // Without it S3 answers "denied" instead of "not found" before the first manifest is written.
      sid: "FindManifest",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: { StringEquals: { "s3:prefix": manifestKey(source) } },
    },
  ];
}
