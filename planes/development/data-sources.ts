import * as pulumi from "@pulumi/pulumi";

import { AzureDataLakeDataSync } from "../../components/data/azure-data-lake-data-sync";
import { AzureDataLakeGlue } from "../../components/data/azure-data-lake-glue";
import { SnowflakeSource } from "../../components/data/snowflake-source";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { functionCode } from "../../assets/function-code";
import { jobScript } from "../../assets/job-script";
import type { Foundation } from "../../components/foundation";

type AzureDataLake = NonNullable<LandingZoneSettings["dataSources"]["azureDataLake"]>;

export interface DataSourcesArgs {
  readonly foundation: Foundation;
  readonly settings: LandingZoneSettings["dataSources"];
  /** Name of the data bucket, known once the bucket exists: scripts are put into it. */
  readonly dataBucketName: pulumi.Input<string>;
  /** Glue security configuration that encrypts logs with the plane's key. */
  readonly glueSecurityConfigurationName: pulumi.Input<string>;
  /** Shared access signature of the Azure container; for via: dataSync. */
  readonly azureDataLakeSasToken?: pulumi.Output<string> | undefined;
}

/** Where data comes from besides files that are put into the data bucket: nothing, Snowflake, Azure Data Lake Storage. */
export class DataSources extends pulumi.ComponentResource {
  constructor(name: string, args: DataSourcesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:DataSources", name, {}, opts);
    const { snowflake, azureDataLake } = args.settings;
    if (snowflake) {
      const { network } = args.foundation;
      new SnowflakeSource(
        `${name}-snowflake`,
        {
          ...jobPlace(args),
          source: snowflake,
          network: {
            subnetIds: network.subnetIds,
            securityGroupIds: [network.workloadSecurityGroupId],
          },
          rotationCode: functionCode("rotate-snowflake-key"),
          importScript: jobScript("snowflake-import"),
        },
        { parent: this },
      );
    }
    if (azureDataLake) {
      this.createAzureDataLake(`${name}-azure-data-lake`, azureDataLake, args);
    }
    this.registerOutputs({});
  }

  private createAzureDataLake(name: string, settings: AzureDataLake, args: DataSourcesArgs): void {
    if (settings.via === "glue") {
      new AzureDataLakeGlue(
        name,
        {
          ...jobPlace(args),
          source: settings,
          application: {
            tenantId: required(settings.tenantId, "tenantId"),
            clientId: required(settings.clientId, "clientId"),
          },
          script: jobScript("azure-data-lake"),
        },
        { parent: this },
      );
      return;
    }
    new AzureDataLakeDataSync(
      name,
      {
        ...args.foundation,
        source: settings,
        agentArns: required(settings.agentArns, "agentArns"),
        sasToken: sasToken(args),
        dataBucketName: args.dataBucketName,
        landingCode: functionCode("land-mirrored-files"),
      },
      { parent: this },
    );
  }
}

function jobPlace({ foundation, dataBucketName, glueSecurityConfigurationName }: DataSourcesArgs) {
  const { network } = foundation;
  const [subnetId] = network.subnetIds;
  return {
    ...foundation,
    place: {
      vpcId: network.vpcId,
      subnetId: required(subnetId, "subnetIds"),
      securityGroupId: network.workloadSecurityGroupId,
    },
    dataBucketName,
    securityConfigurationName: glueSecurityConfigurationName,
  };
}

function sasToken({ azureDataLakeSasToken }: DataSourcesArgs): pulumi.Output<string> {
  if (azureDataLakeSasToken === undefined) {
    throw new Error(
      "dataSources.azureDataLake copies via dataSync and has no SAS token: set it with pulumi config set --secret mlops:azureDataLakeSasToken",
    );
  }
  return azureDataLakeSasToken;
}

/** settings/checks.ts has already made sure that the settings are complete. */
function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`${what} is missing in dataSources.azureDataLake or in the network`);
  }
  return value;
}
