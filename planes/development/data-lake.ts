import * as pulumi from "@pulumi/pulumi";

import { Arrivals } from "../../components/data/arrivals";
import { CurateJob } from "../../components/data/curate-job";
import { DataCatalog } from "../../components/data/data-catalog";
import { GlueSecurity } from "../../components/data/glue-security";
import { FailedRuns } from "../../components/events/failed-runs";
import type { Consumers } from "../../components/identity/consumers";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { labelBucketStatements } from "../../access/monitoring";
import { functionCode } from "../../assets/function-code";
import { jobScript } from "../../assets/job-script";
import { BUCKETS, DATA_PREFIXES, JOBS } from "../../settings/names";
import type { Foundation } from "../../components/foundation";

export interface DataLakeArgs {
  readonly foundation: Foundation;
  /** Roles of other accounts that may read curated/. @default none */
  readonly consumers?: Consumers;
  /** Labels of what models predicted. @default none arrive */
  readonly labels?: Labels;
}

export interface Labels {
  /** The models whose labels arrive. */
  readonly models: readonly string[];
  /** Roles of other accounts that read them. @default all roles are in this account */
  readonly readers?: Consumers;
}

/**
 * The team's data: a bucket in which files arrive, are checked, and become curated data sets; and the catalog of it.
 */
export class DataLake extends pulumi.ComponentResource {
  public readonly dataBucketName: pulumi.Output<string>;
  /** Of the Glue catalog. */
  public readonly databaseName: pulumi.Output<string>;
  /** Of Glue, for further jobs of the plane. */
  public readonly securityConfigurationName: pulumi.Output<string>;

  constructor(name: string, args: DataLakeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:DataLake", name, {}, opts);
    this.dataBucketName = this.createBucket(name, args).bucketName;
    this.validateArrivals(name, args);
    this.securityConfigurationName = new GlueSecurity(`${name}-glue`, args.foundation, {
      parent: this,
    }).configurationName;
    this.databaseName = this.createCatalog(name, args.foundation);
    this.curate(name, args.foundation);
    this.registerOutputs({ dataBucketName: this.dataBucketName, databaseName: this.databaseName });
  }

  private createBucket(name: string, { foundation, consumers, labels }: DataLakeArgs): EncryptedBucket {
    return new EncryptedBucket(
      name,
      {
        ...foundation,
        purpose: BUCKETS.data,
        eventBridge: true,
        lifecycle: [
          // Arrivals are moved away within minutes: files that stay here are failures that nobody has handled.
          { prefix: DATA_PREFIXES.landing, expirationDays: 30 },
          { prefix: DATA_PREFIXES.quarantine, expirationDays: 90 },
          { prefix: DATA_PREFIXES.experiments, tieringDays: 90 },
          { prefix: `${DATA_PREFIXES.glue}tmp/`, expirationDays: 7 },
          ...(labels ? [{ prefix: DATA_PREFIXES.groundTruth, expirationDays: 30 }] : []),
        ],
        ...(consumers ? { consumers, consumersPrefixes: [DATA_PREFIXES.curated] } : {}),
        ...(labels?.readers ? { statements: labelBucketStatements(foundation.scope, labels.readers) } : {}),
      },
      { parent: this },
    );
  }

  private validateArrivals(name: string, { foundation, labels }: DataLakeArgs): void {
    new Arrivals(
      `${name}-arrivals`,
      {
        ...foundation,
        bucketName: this.dataBucketName,
        ...(labels ? { labelledModels: labels.models } : {}),
        code: functionCode("validate-arrivals"),
      },
      { parent: this },
    );
  }

  private createCatalog(name: string, foundation: Foundation): pulumi.Output<string> {
    return new DataCatalog(`${name}-catalog`, this.glueArgs(foundation), { parent: this }).databaseName;
  }

  private curate(name: string, foundation: Foundation): void {
    const job = new CurateJob(
      `${name}-curate`,
      {
        ...this.glueArgs(foundation),
        dataBucketName: this.dataBucketName,
        script: jobScript("curate"),
      },
      { parent: this },
    );
    new FailedRuns(
      `${name}-curate-failures`,
      {
        ...foundation,
        purpose: JOBS.curate,
        description: "The job that makes curated data has failed",
        eventPattern: {
          source: ["aws.glue"],
          "detail-type": ["Glue Job State Change"],
          detail: { jobName: [job.jobName], state: ["FAILED", "TIMEOUT"] },
        },
      },
      { parent: this },
    );
  }

  private glueArgs(foundation: Foundation) {
    return { ...foundation, securityConfigurationName: this.securityConfigurationName };
  }
}
