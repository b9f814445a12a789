import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import { LogGroup } from "../observability/log-group";
import type { StudioAppArgs } from "./studio-apps";
import { appSettings, spaceStorage } from "./studio-apps";
import { STUDIO_LOG_GROUP } from "./studio-names";

export interface StudioDomainArgs extends StudioAppArgs {
  readonly scope: Scope;
  /** How people enter: through their persona's role, or from the access portal of IAM Identity Center. */
  readonly signIn: "iam" | "identityCenter";
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, one per zone; the domain takes the first two. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  /** Key of homes, of the volumes of spaces and of logs. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that the logs of apps are kept. */
  readonly logRetentionDays: number;
  /** Role of whoever has a profile without one. */
  readonly defaultRoleArn: pulumi.Input<string>;
}

/**
 * What the domain keeps as it was created, whatever the program says later. The provider sends an update without the
 * network, which SageMaker refuses for a private domain (hashicorp/terraform-provider-aws#45528); other subnets or another
 * retention make it a new domain, without the homes. Whatever may change is in the profiles.
 */
const AS_CREATED = [
  "appNetworkAccessType",
  "defaultSpaceSettings",
  "defaultUserSettings",
  "domainSettings",
  "retentionPolicy",
  "subnetIds",
  "tagPropagation",
];

/** Subnets of the domain: as many as every network has, so that the number of zones does not touch it. */
const SUBNETS = 2;

/**
 * SageMaker Studio in the private network: homes encrypted, apps shut down when idle, no Docker, calls to AWS under the
 * name of the profile. Nothing of it but tags is changed later: see {@link AS_CREATED}.
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
        subnetIds: args.subnetIds.slice(0, SUBNETS),
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
      { parent: this, protect: scope.protect, dependsOn: [logs], ignoreChanges: AS_CREATED },
    );
    this.domainId = domain.id;
    this.url = domain.url;
    this.registerOutputs({ domainId: this.domainId, url: this.url });
  }
}

/** For a profile that says nothing of its own; those of the program do. No script: SageMaker deletes none that is named here. */
function userSettings(args: StudioDomainArgs): aws.types.input.sagemaker.DomainDefaultUserSettings {
  return {
    executionRole: args.defaultRoleArn,
    securityGroups: [args.securityGroupId],
    studioWebPortal: "ENABLED",
    defaultLandingUri: "studio::",
    jupyterLabAppSettings: appSettings(args),
    codeEditorAppSettings: appSettings(args),
    sharingSettings: { notebookOutputOption: "Disabled" },
    spaceStorageSettings: spaceStorage(args),
  };
}

/** For shared spaces, which none of the roles may create; they would be set up like private spaces. */
function sharedSpaceSettings(args: StudioDomainArgs): aws.types.input.sagemaker.DomainDefaultSpaceSettings {
  return {
    executionRole: args.defaultRoleArn,
    securityGroups: [args.securityGroupId],
    jupyterLabAppSettings: appSettings(args),
    spaceStorageSettings: spaceStorage(args),
  };
}
