import * as pulumi from "@pulumi/pulumi";

import { approvedImageRepositoryArn } from "../../components/containers/approved-image-repository";
import { PULL_ACTIONS } from "../../components/containers/image-repository";
import type { Consumers } from "../../components/identity/consumers";
import { roleArn } from "../../components/identity/consumers";
import { personaPurpose } from "../../components/identity/persona-role";
import type { Statement } from "../../components/identity/policy";
import { LogSubscription } from "../../components/observability/log-subscription";
import type { StudioPersona } from "../../components/sagemaker/studio-names";
import { presignedUrlStatement } from "../../access/studio";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { modelsWithLabels } from "../../settings/monitored";
import type { Scope } from "../../settings/scope";
import { DataLake } from "./data-lake";
import {
  dataScientistDataStatements,
  leadDataScientistDataStatements,
  ownFileStatements,
  mlEngineerDataStatements,
  writeExperiments,
} from "../../access/data";
import { createLabelDelivery } from "./label-delivery";
import { labelKeyStatement } from "../../access/monitoring";
import { DataSources } from "./data-sources";
import { createFoundation } from "../foundation";
import { JobLogs } from "../../components/observability/job-logs";
import { PersonaRoles } from "../persona-roles";
import type { Foundation } from "../../components/foundation";
import type { PlaneArgs } from "../plane";
import { inAccount } from "../plane";
import { Studio } from "./studio";

export interface DevelopmentPlaneArgs extends PlaneArgs {
  readonly settings: Pick<LandingZoneSettings, "dataSources" | "images" | "models" | "people" | "studio">;
  /** Token for the container of the data lake; for `dataSources.azureDataLake.via: dataSync`. */
  readonly azureDataLakeSasToken: pulumi.Output<string> | undefined;
  /** Whether another plane of the same account has made the log groups of jobs already. */
  readonly sharesAccountWithAutomation: boolean;
  /** The team's own accounts. */
  readonly ownAccounts: readonly string[];
  /** Account where notebooks read models. */
  readonly automation: Scope;
  /** Roles of other accounts that train on curated data. @default all roles are in this account */
  readonly trainers?: Consumers;
  /** Roles of other accounts that read labels. @default all roles are in this account */
  readonly labelReaders?: Consumers;
}

/** The development account: where data arrives and data scientists explore. */
export class DevelopmentPlane extends pulumi.ComponentResource {
  public readonly foundation: Foundation;
  public readonly dataBucketName: pulumi.Output<string>;
  /** Undefined without Studio. */
  public readonly studioUrl: pulumi.Output<string> | undefined;
  private readonly jobLogs: JobLogs | undefined;

  constructor(
    private readonly name: string,
    private readonly args: DevelopmentPlaneArgs,
  ) {
    super("mlops:plane:Development", name, {}, inAccount(args));
    this.foundation = createFoundation(this, name, {
      ...args,
      keyDescription: "Data of the team",
      ...(args.trainers ? { keyConsumers: args.trainers } : {}),
      ...(args.labelReaders ? { keyStatements: [labelKeyStatement(args.labelReaders)] } : {}),
    });
    this.jobLogs = args.sharesAccountWithAutomation
      ? undefined
      : new JobLogs(`${name}-logs`, { foundation: this.foundation }, { parent: this });
    const lake = this.createDataLake();
    this.createDataSources(lake);
    createLabelDelivery(this, name, this.foundation, args);
    const data = this.dataStatements();
    this.studioUrl = this.createStudio(data);
    this.createRolesOfPeople(data);
    this.dataBucketName = lake.dataBucketName;
    this.registerOutputs({ dataBucketName: this.dataBucketName });
  }

  /** Makes the logs of experiments searchable. Without a destination, or in the account of the search, there is nothing to do. */
  public sendLogs(destinationArn: pulumi.Input<string> | undefined): void {
    if (destinationArn === undefined || !this.jobLogs) {
      return;
    }
    for (const [jobs, logGroupName] of Object.entries(this.jobLogs.logGroupNames)) {
      new LogSubscription(
        `${this.name}-insight-${jobs}`,
        { scope: this.args.scope, logGroupName, destinationArn },
        { parent: this },
      );
    }
  }

  private createDataLake(): DataLake {
    const { trainers, labelReaders, settings } = this.args;
    const models = modelsWithLabels(settings);
    return new DataLake(
      `${this.name}-data`,
      {
        foundation: this.foundation,
        ...(trainers ? { consumers: trainers } : {}),
        ...(models.length > 0
          ? { labels: { models, ...(labelReaders ? { readers: labelReaders } : {}) } }
          : {}),
      },
      { parent: this },
    );
  }

  private createDataSources(lake: DataLake): void {
    const { settings, azureDataLakeSasToken } = this.args;
    new DataSources(
      `${this.name}-sources`,
      {
        foundation: this.foundation,
        settings: settings.dataSources,
        dataBucketName: lake.dataBucketName,
        glueSecurityConfigurationName: lake.securityConfigurationName,
        azureDataLakeSasToken,
      },
      { parent: this },
    );
  }

  private dataStatements(): Readonly<Record<StudioPersona, readonly Statement[]>> {
    const { scope, kmsKeyArn } = this.foundation;
    return {
      dataScientist: dataScientistDataStatements(scope, kmsKeyArn),
      leadDataScientist: leadDataScientistDataStatements(scope, kmsKeyArn),
      mlEngineer: mlEngineerDataStatements(scope, kmsKeyArn),
    };
  }

  /** Notebooks reach data as their persona does, and the automation account as a data scientist does. */
  private createStudio(
    data: Readonly<Record<StudioPersona, readonly Statement[]>>,
  ): pulumi.Output<string> | undefined {
    const { scope, settings, automation } = this.args;
    if (!settings.studio) {
      return undefined;
    }
    const pull = pullStatements(automation, Object.keys(settings.images));
    const readModels: Statement = {
      sid: "ReadModelsInAutomation",
      actions: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      resources: [roleArn(automation, personaPurpose("dataScientist"))],
    };
    return new Studio(
      `${this.name}-studio`,
      {
        foundation: this.foundation,
        settings: settings.studio,
        people: settings.people,
        personaStatements: {
          dataScientist: [...data.dataScientist, ...ownFileStatements(scope, "studio"), readModels, ...pull],
          leadDataScientist: [...data.leadDataScientist, readModels, ...pull],
          mlEngineer: [...data.mlEngineer, writeExperiments(scope), readModels, ...pull],
        },
      },
      { parent: this },
    ).url;
  }

  private createRolesOfPeople(data: Readonly<Record<StudioPersona, readonly Statement[]>>): void {
    const { scope, permissionSets, settings } = this.args;
    const enter = settings.studio?.signIn === "iam" ? [presignedUrlStatement(scope)] : [];
    new PersonaRoles(
      `${this.name}-people`,
      {
        ...this.foundation,
        scope,
        permissionSets,
        extra: {
          dataScientist: [...data.dataScientist, ...ownFileStatements(scope, "signedIn"), ...enter],
          leadDataScientist: [...data.leadDataScientist, ...enter],
          mlEngineer: [...data.mlEngineer, ...enter],
        },
      },
      { parent: this },
    );
  }
}

/** The team's approved images, for experiments. */
function pullStatements(automation: Scope, images: readonly string[]): Statement[] {
  return images.length === 0
    ? []
    : [
        {
          sid: "PullImagesOfEnvironments",
          actions: PULL_ACTIONS,
          resources: [approvedImageRepositoryArn(automation, "*")],
        },
      ];
}
