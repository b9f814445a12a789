import * as pulumi from "@pulumi/pulumi";

import { BUCKETS, DATA_PREFIXES, FUNCTIONS, JOBS } from "../../settings/names";
import { bucketArn } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { FunctionNetwork } from "../identity/vpc-function-statements";
import type { JobScript } from "../../assets/job-script";
import { SnowflakeKeyRotation } from "./snowflake-key-rotation";
import { connectionName, SourceConnection } from "./source-connection";
import type { SourceJobPlace } from "./source-job";
import { SourceJob } from "./source-job";
import { readSecretStatement, SourceSecret, sourceSecretName } from "./source-secret";

/** What is read in Snowflake, and as whom. */
export interface SnowflakeDatabase {
  /** Account identifier: the first part of `https://<account>.snowflakecomputing.com`. */
  readonly account: string;
  /** Service user; its key pair is in Secrets Manager. */
  readonly user: string;
  /** Role of that user; it may also replace the user's keys. */
  readonly role: string;
  readonly warehouse: string;
  readonly database: string;
  readonly schema: string;
  /** Days after which the key pair is replaced. */
  readonly rotationDays: number;
}

export interface SnowflakeSourceArgs extends SourceJobPlace, Pick<Foundation, "alertTopicArn"> {
  readonly source: SnowflakeDatabase;
  /** Where the function that rotates the key runs. */
  readonly network: FunctionNetwork;
  /** Code of the function rotate-snowflake-key. */
  readonly rotationCode: pulumi.asset.Archive;
  /** Of jobs/snowflake-import. */
  readonly importScript: JobScript;
}

const CONNECTION = "snowflake";

/** Snowflake as a source: a key pair that rotates, a connection, and a job that brings a table to landing/. */
export class SnowflakeSource extends pulumi.ComponentResource {
  public readonly secretArn: pulumi.Output<string>;
  public readonly connectionName: pulumi.Output<string>;
  public readonly importJobName: pulumi.Output<string>;

  constructor(name: string, args: SnowflakeSourceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:data:SnowflakeSource", name, {}, opts);
    const secret = new SourceSecret(
      `${name}-secret`,
      {
        ...args,
        source: "snowflake",
        description: "Key pair of the Snowflake user: sfUser and pem_private_key",
        readers: [FUNCTIONS.rotateSnowflakeKey, JOBS.snowflakeImport],
      },
      { parent: this },
    );
    this.rotate(name, secret, args);
    const connection = this.connect(name, args);
    this.secretArn = secret.secretArn;
    this.connectionName = connection.connectionName;
    this.importJobName = this.createImport(name, args).jobName;
    this.registerOutputs({
      secretArn: this.secretArn,
      connectionName: this.connectionName,
      importJobName: this.importJobName,
    });
  }

  private rotate(name: string, secret: SourceSecret, args: SnowflakeSourceArgs): void {
    const { account, user, role, rotationDays } = args.source;
    new SnowflakeKeyRotation(
      `${name}-rotation`,
      {
        ...args,
        secretArn: secret.secretArn,
        rotationDays,
        snowflake: { account, user, role },
        code: args.rotationCode,
      },
      { parent: this },
    );
  }

  private connect(name: string, { scope, place, source }: SnowflakeSourceArgs): SourceConnection {
    return new SourceConnection(
      `${name}-connection`,
      {
        scope,
        purpose: CONNECTION,
        description: `Snowflake account ${source.account}, database ${source.database}`,
        place,
        snowflake: {
          secretId: sourceSecretName(scope, "snowflake"),
          sfUrl: snowflakeHost(source.account),
          sfRole: source.role,
          sfWarehouse: source.warehouse,
          sfDatabase: source.database,
          sfSchema: source.schema,
        },
      },
      { parent: this },
    );
  }

  private createImport(name: string, args: SnowflakeSourceArgs): SourceJob {
    const { scope } = args;
    return new SourceJob(
      `${name}-import`,
      {
        ...args,
        purpose: JOBS.snowflakeImport,
        description: "Brings one table of Snowflake to landing/",
        connectionPurpose: CONNECTION,
        script: args.importScript,
        arguments: {
          "--connection_name": connectionName(scope, CONNECTION),
          "--bucket": args.dataBucketName,
          "--prefix": DATA_PREFIXES.landing,
        },
        statements: [
          readSecretStatement(scope, "snowflake"),
          {
            sid: "WriteToLanding",
            actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
            resources: [`${bucketArn(scope, BUCKETS.data)}/${DATA_PREFIXES.landing}*`],
          },
        ],
      },
      { parent: this },
    );
  }
}

/** Host names cannot contain underscores; Snowflake takes hyphens instead. */
function snowflakeHost(account: string): string {
  return `${account.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`;
}
