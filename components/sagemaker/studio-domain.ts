import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import { LogGroup } from "../observability/log-group";
import type { StudioApp } from "./studio-lifecycle-configuration";
import { STUDIO_LOG_GROUP } from "./studio-names";

export interface StudioDomainArgs {
  readonly scope: Scope;
  /** How people enter: through their persona's role, or from the access portal of IAM Identity Center. */
  readonly signIn: "iam" | "identityCenter";
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  /** Key of homes, of the volumes of spaces and of logs. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that the logs of apps are kept. */
  readonly logRetentionDays: number;
  /** Role of whoever has a profile without one. */
  readonly defaultRoleArn: pulumi.Input<string>;
  /** Scripts that run when an app starts. */
  readonly lifecycleConfigurationArns: Readonly<Record<StudioApp, pulumi.Input<string>>>;
  /** Instance type that new apps start on. */
  readonly instanceType: string;
  /** Minutes without activity after which an app is shut down; people may shorten but not lengthen it. */
  readonly idleMinutes: number;
  /** Size of the volume of a space, in GiB, and the most that its owner can make of it. */
  readonly volumeGiB: number;
}

/** Shortest time to an idle shut-down that SageMaker takes, in minutes. */
const SHORTEST_IDLE_MINUTES = 60;

/**
 * SageMaker Studio in the private network: homes encrypted, apps shut down when idle, no Docker, calls to AWS under the
 * name of the profile.
 */
export class StudioDomain extends pulumi.ComponentResource {
  public readonly domainId: pulumi.Output<string>;
  public readonly url: pulumi.Output<string>;

  constructor(name: string, args: StudioDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:sagemaker:StudioDomain", name, {}, opts);
    const { scope } = args;
    // SageMaker would create this group with the first app, without retention and without our key.
    const logs = new LogGroup(`${name}-logs`, { ...args, logGroupName: STUDIO_LOG_GROUP }, { parent: this });
    const domain = new aws.sagemaker.Domain(
      name,
      {
        domainName: physicalName(scope, "studio", 63),
        authMode: args.signIn === "iam" ? "IAM" : "SSO",
        vpcId: args.vpcId,
        subnetIds: [...args.subnetIds],
        appNetworkAccessType: "VpcOnly",
        kmsKeyId: args.kmsKeyArn,
        domainSettings: {
          dockerSettings: { enableDockerAccess: "DISABLED" },
          executionRoleIdentityConfig: "USER_PROFILE_NAME",
        },
        defaultUserSettings: userSettings(args),
        defaultSpaceSettings: sharedSpaceSettings(args),
        retentionPolicy: { homeEfsFileSystem: scope.protect ? "Retain" : "Delete" },
        tagPropagation: "ENABLED",
      },
      { parent: this, protect: scope.protect, dependsOn: [logs] },
    );
    this.domainId = domain.id;
    this.url = domain.url;
    this.registerOutputs({ domainId: this.domainId, url: this.url });
  }
}

function userSettings(args: StudioDomainArgs): aws.types.input.sagemaker.DomainDefaultUserSettings {
  return {
    executionRole: args.defaultRoleArn,
    securityGroups: [args.securityGroupId],
    studioWebPortal: "ENABLED",
    defaultLandingUri: "studio::",
    jupyterLabAppSettings: appSettings(args, "JupyterLab"),
    codeEditorAppSettings: appSettings(args, "CodeEditor"),
    sharingSettings: { notebookOutputOption: "Disabled" },
    spaceStorageSettings: storage(args),
  };
}

/** For shared spaces, which none of the roles may create; they would be set up like private spaces. */
function sharedSpaceSettings(args: StudioDomainArgs): aws.types.input.sagemaker.DomainDefaultSpaceSettings {
  return {
    executionRole: args.defaultRoleArn,
    securityGroups: [args.securityGroupId],
    jupyterLabAppSettings: appSettings(args, "JupyterLab"),
    spaceStorageSettings: storage(args),
  };
}

/** A configuration has to be on the list before it can be the default. */
function appSettings(args: StudioDomainArgs, app: StudioApp) {
  const lifecycleConfigArn = args.lifecycleConfigurationArns[app];
  return {
    lifecycleConfigArns: [lifecycleConfigArn],
    defaultResourceSpec: { instanceType: args.instanceType, lifecycleConfigArn },
    appLifecycleManagement: {
      idleSettings: {
        lifecycleManagement: "ENABLED",
        idleTimeoutInMinutes: args.idleMinutes,
        minIdleTimeoutInMinutes: SHORTEST_IDLE_MINUTES,
        maxIdleTimeoutInMinutes: args.idleMinutes,
      },
    },
  };
}

function storage({ volumeGiB }: StudioDomainArgs) {
  return {
    defaultEbsStorageSettings: {
      defaultEbsVolumeSizeInGb: volumeGiB,
      maximumEbsVolumeSizeInGb: volumeGiB,
    },
  };
}
